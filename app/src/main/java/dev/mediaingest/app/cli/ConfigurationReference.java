package dev.mediaingest.app.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The page of all settings, written from the options themselves. */
final class ConfigurationReference {
    private static final Pattern DEFAULT = Pattern.compile(" \\(default: (.*)\\)\\.?$");

    private ConfigurationReference() {}

    static String write(CommandSpec root) {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Every setting is an option, an environment variable and a line of the configuration file; the first of these that
                says something counts, and everything has a default that works. This page is written from the options
                (`SettingsTest`).

                The file is the one named with `--config` or `MEDIA_INGEST_CONFIG`, else `media-ingest.yml` in the data directory,
                else `media-ingest.yml` in the current folder, else the Python tool's `config/config.yml`, of which `dir`, `host`,
                `port`, `pattern`, `enable_database` and `database_url` are understood and the rest is ignored.

                ```yaml
                media-root:
                  - /srv/pictures
                  - /srv/videos
                port: 7862
                keep-sessions: 365d
                deadline: 2m
                thumbnail-space: 20GB
                no-auto-resume: true
                ```

                Times are written as `90s`, `5m`, `2h` or `30d`, sizes as `512MB` or `10GB`. Several values are a list in the file and
                stand with `:` between them (`;` on Windows) in a variable. A word that is no setting is an error that names it.
                `DATABASE_URL` counts where `MEDIA_INGEST_DATABASE_URL` is not set.

                | setting | variable | for | default | meaning |
                |---|---|---|---|---|
                """);
        Settings.known(root).forEach((key, options) -> page.append(row(key, options)));
        return page.toString();
    }

    private static String row(String key, List<OptionSpec> options) {
        OptionSpec option = options.get(0);
        String description = String.join(" ", option.description());
        Matcher written = DEFAULT.matcher(description);
        String otherwise = "";
        if (written.find()) {
            otherwise = written.group(1).replace("${DEFAULT-VALUE}", initial(option));
            description = description.substring(0, written.start()) + ".";
        }
        String commands = options.stream()
                .map(taker -> taker.command().name())
                .map(Map.of("serve", "`serve`", "ingest", "`ingest`")::get)
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return "| `" + key + "` | `" + Settings.variable(key) + "` | " + commands + " | " + cell(otherwise) + " | "
                + cell(description) + " |\n";
    }

    private static String initial(OptionSpec option) {
        @Nullable Object value = option.initialValue();
        return value == null ? "" : value.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
