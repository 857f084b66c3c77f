# Sourced by the launcher and the build: how the program's JVM is started. The start-up cache only fits the same options.

jvm_options="-Xmx${MEDIA_INGEST_HEAP:-256m} -XX:+UseSerialGC -XX:-UsePerfData --enable-native-access=ALL-UNNAMED"

aot_cache() { # the options that use a jar's start-up cache, if there is one made after it
  if [ "$java_version" -ge 25 ] && [ -f "$1.aot" ] && [ -n "$(find "$1.aot" -newer "$1" 2>/dev/null)" ]; then
    echo "-XX:AOTCache=$1.aot -Xlog:aot=off -Xlog:cds=off"
  fi
}
