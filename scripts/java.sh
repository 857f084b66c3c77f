# Sourced by the other scripts: sets $java and $java_version to the newest usable JDK, and exports JAVA_HOME for Maven.
# Looks at JAVA_HOME and PATH first, then where JDKs are usually installed. Needs no more than a POSIX shell.

java_feature() { # the feature number of a JDK's java command, 0 if it is none; asks its release file, which is quick
  [ -x "$1" ] && [ -x "${1%/java}/javac" ] || { echo 0; return; }
  jf=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "${1%/bin/java}/release" 2>/dev/null | head -n 1)
  [ -n "$jf" ] || jf=$("$1" -XshowSettings:properties -version 2>&1 |
    sed -n 's/^ *java\.specification\.version = \([0-9]*\).*/\1/p' | head -n 1)
  echo "${jf:-0}"
}

java='' java_version=0
for candidate in "${JAVA_HOME:-/none}/bin/java" "$(command -v java 2>/dev/null || echo /none)"; do
  # the command on PATH is usually a link into the JDK
  candidate=$(readlink -f "$candidate" 2>/dev/null || echo "$candidate")
  feature=$(java_feature "$candidate")
  if [ "$feature" -ge 21 ]; then
    java=$candidate java_version=$feature
    break
  fi
done
if [ -z "$java" ]; then
  for candidate in /usr/lib/jvm/*/bin/java /opt/*/bin/java /usr/java/*/bin/java \
    "${HOME:-/none}"/.sdkman/candidates/java/*/bin/java "${HOME:-/none}"/.jdks/*/bin/java \
    /Library/Java/JavaVirtualMachines/*/Contents/Home/bin/java /opt/homebrew/opt/openjdk*/bin/java; do
    [ -x "$candidate" ] || continue
    feature=$(java_feature "$candidate")
    if [ "$feature" -ge 21 ] && [ "$feature" -gt "$java_version" ]; then
      java=$candidate java_version=$feature
    fi
  done
fi
if [ -z "$java" ]; then
  echo "media-ingest: needs a JDK 21 or newer; install one (Debian: apt-get install openjdk-21-jdk) or set JAVA_HOME to it." >&2
  exit 1
fi
JAVA_HOME=${java%/bin/java}
export JAVA_HOME
