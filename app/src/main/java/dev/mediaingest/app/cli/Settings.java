package dev.mediaingest.app.cli;

import dev.mediaingest.app.installation.CannotStart;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What options say that nobody gave: first the environment ({@code MEDIA_INGEST_PORT} for {@code --port}), then the
 * configuration file. Read once; immutable.
 */
public final class Settings implements IDefaultValueProvider {
    /** Between the values of an option that takes several. */
    public static final String SEPARATOR = "\n";

    private static final String FILE_NAME = "media-ingest.yml";
    /** What the Python tool's file is called; what else it says is not for us. */
    private static final Path PYTHON_TOOLS = Path.of("config/config.yml");

    private static final long LARGEST_FILE = 1 << 20;
    private static final Set<String> NOT_SETTINGS =
            Set.of("help", "version", "config", "json", "force", "max-files", "migrate", "confirm-missing");
    /** The Python tool's word, and ours. */
    private static final Map<String, String> PYTHON_WORDS = Map.of("dir", "media-root");

    private static final Set<String> NOTHING_SAID = Set.of("false", "0");
    private static final Set<String> SECRETS = Set.of("token", "webhook-secret", "webhook", "smtp", "database-url");

    private final List<String> given;
    private final Map<String, String> environment;
    private final Map<String, String> file;
    private final Optional<Path> source;
    private final Optional<String> warning;

    private Settings(
            List<String> given,
            Map<String, String> environment,
            Map<String, String> file,
            Optional<Path> source,
            Optional<String> warning) {
        this.given = given;
        this.environment = environment;
        this.file = file;
        this.source = source;
        this.warning = warning;
    }

    /**
     * Finds and reads the configuration file.
     *
     * @param root the whole command line, whose options are the settings there are
     * @throws CannotStart with one sentence that names the file and the key
     */
    public static Settings read(CommandSpec root, List<String> arguments, Map<String, String> environment)
            throws CannotStart {
        Optional<Path> file = file(arguments, environment);
        Map<String, String> values =
                file.isEmpty() ? Map.of() : read(file.get(), known(root).keySet());
        return new Settings(
                List.copyOf(arguments),
                Map.copyOf(environment),
                values,
                file,
                file.flatMap(path -> warning(path, values)));
    }

    /**
     * Which of these settings hold although the command line does not say them: by where they come from, the file or the
     * environment, their keys.
     */
    public Map<String, List<String>> silent(List<String> keys) {
        Map<String, List<String>> bySource = new TreeMap<>();
        for (String key : keys) {
            if (given.stream()
                    .anyMatch(argument -> argument.equals("--" + key) || argument.startsWith("--" + key + "="))) {
                continue;
            }
            String variable = environment.getOrDefault(variable(key), "");
            String value = variable.isBlank() ? file.getOrDefault(key, "") : variable;
            if (!value.isBlank() && !NOTHING_SAID.contains(value.strip())) {
                String from = variable.isBlank() ? String.valueOf(source.orElseThrow()) : "the environment";
                bySource.computeIfAbsent(from, name -> new ArrayList<>()).add(key);
            }
        }
        return bySource;
    }

    /** A sentence for a person whose secrets others on this machine can read. */
    public Optional<String> warning() {
        return warning;
    }

    private static Optional<String> warning(Path file, Map<String, String> values) {
        List<String> secrets = values.entrySet().stream()
                .filter(entry -> SECRETS.contains(entry.getKey()))
                .filter(entry -> !entry.getKey().equals("database-url")
                        || entry.getValue().contains("@"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return secrets.isEmpty() || !isReadableByOthers(file)
                ? Optional.empty()
                : Optional.of("the file " + file + " holds secrets (" + String.join(", ", secrets)
                        + ") that others on this machine can read: chmod 600 " + Shell.quote(file.toString()));
    }

    private static boolean isReadableByOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.GROUP_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // then the system says it in another way
        }
    }

    /** Every setting by its key, as the options that take it. */
    static Map<String, List<OptionSpec>> known(CommandSpec root) {
        Map<String, List<OptionSpec>> known = new TreeMap<>();
        for (String command : List.of("serve", "ingest")) {
            for (OptionSpec option : Objects.requireNonNull(root.subcommands().get(command))
                    .getCommandSpec()
                    .options()) {
                if (!NOT_SETTINGS.contains(key(option))) {
                    known.computeIfAbsent(key(option), key -> new ArrayList<>()).add(option);
                }
            }
        }
        return known;
    }

    static String key(OptionSpec option) {
        return option.longestName().replaceFirst("^-+", "");
    }

    static String variable(String key) {
        return "MEDIA_INGEST_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || (isFlag(option) && isGiven(option))) {
            return null; // picocli turns a flag that is given into the opposite of its default
        }
        String key = key(option);
        String value = environment.get(variable(key));
        if ((value == null || value.isBlank()) && key.equals("database-url")) {
            value = environment.get("DATABASE_URL");
        }
        if (value == null || value.isBlank()) {
            return file.get(key);
        }
        return option.isMultiValue() ? value.replace(File.pathSeparator, SEPARATOR) : value;
    }

    private static boolean isFlag(OptionSpec option) {
        return option.arity().max() == 0;
    }

    private boolean isGiven(OptionSpec option) {
        return Stream.of(option.names()).anyMatch(given::contains);
    }

    private static Optional<Path> file(List<String> arguments, Map<String, String> environment) throws CannotStart {
        Optional<String> named = argument(arguments, "--config")
                .or(() -> Optional.ofNullable(environment.get("MEDIA_INGEST_CONFIG")))
                .filter(name -> !name.isBlank());
        if (named.isPresent()) {
            Path file = Path.of(named.get());
            if (!Files.isRegularFile(file)) {
                throw new CannotStart("There is no configuration file " + file + ".");
            }
            return Optional.of(file);
        }
        String data = argument(arguments, "--data-dir")
                .or(() -> Optional.ofNullable(environment.get("MEDIA_INGEST_DATA_DIR")))
                .orElse(DataOptions.DEFAULT_DIRECTORY);
        return Stream.of(Path.of(data).resolve(FILE_NAME), Path.of(FILE_NAME), PYTHON_TOOLS)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<String> argument(List<String> arguments, String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(name + "=")) {
                return Optional.of(arguments.get(i).substring(name.length() + 1));
            }
            if (arguments.get(i).equals(name) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> read(Path file, Set<String> known) throws CannotStart {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : parse(file).entrySet()) {
            String word = String.valueOf(entry.getKey());
            String key = PYTHON_WORDS.getOrDefault(word, word.replace('_', '-'));
            Object value = entry.getValue();
            if (key.equals("enable-database")) {
                values.put("no-database", String.valueOf(!Boolean.parseBoolean(String.valueOf(value))));
            } else if (known.contains(key)) {
                if (value != null) {
                    values.put(key, text(file, word, value));
                }
            } else if (!file.endsWith(PYTHON_TOOLS.getFileName())) {
                throw new CannotStart(
                        file + ": there is no setting " + word + "; did you mean " + nearest(key, known) + "?");
            }
        }
        return values;
    }

    private static Map<?, ?> parse(Path file) throws CannotStart {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw new CannotStart(file + " is larger than 1 MB; it is no configuration file.");
            }
            Object document = new Load(
                            LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
            if (document == null) {
                return Map.of();
            }
            if (document instanceof Map<?, ?> map) {
                return map;
            }
            throw new CannotStart(file + " must have a line for each setting, as port: 7862.");
        } catch (YamlEngineException e) {
            throw new CannotStart(file + " is not valid YAML: "
                    + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        } catch (IOException e) {
            throw new CannotStart(file + " cannot be read: " + e.getMessage());
        }
    }

    private static String text(Path file, String word, Object value) throws CannotStart {
        if (value instanceof Map) {
            throw new CannotStart(file + ": " + word + " must be a value, or a list of values.");
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(SEPARATOR))
                : String.valueOf(value);
    }

    private static String nearest(String key, Set<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(key, candidate)))
                .orElseThrow();
    }

    /** How many letters have to be changed, added or taken away. */
    private static int distance(String one, String other) {
        int[] before = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] now = new int[other.length() + 1];
            now[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                now[j] = Math.min(change, 1 + Math.min(before[j], now[j - 1]));
            }
            before = now;
        }
        return before[other.length()];
    }
}
