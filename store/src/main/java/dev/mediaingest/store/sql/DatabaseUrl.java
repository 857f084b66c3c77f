package dev.mediaingest.store.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the database is, as people write it: the forms SQLAlchemy takes. Shown anywhere, it shows no password. */
public sealed interface DatabaseUrl {

    /** A form that can be shown to anybody. */
    String redacted();

    /** A database file; its folder must exist. */
    record Sqlite(Path file) implements DatabaseUrl {
        @Override
        public String redacted() {
            return "sqlite:///" + file;
        }
    }

    /**
     * A database on a server.
     *
     * @param password null if the server asks for none, or {@code ~/.pgpass} has it
     * @param parameters the driver's, by its names
     */
    record Postgres(
            String host,
            int port,
            String database,
            String user,
            @Nullable String password,
            Map<String, String> parameters)
            implements DatabaseUrl {
        private static final int USUAL_PORT = 5432;

        public Postgres {
            parameters = Map.copyOf(parameters);
        }

        @Override
        public String redacted() {
            String secret = password == null ? "" : ":***";
            return "postgresql://" + user + secret + "@" + server() + "/" + database;
        }

        /** Host and port. */
        public String server() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }

        @Override
        public String toString() {
            return redacted();
        }
    }

    /**
     * Reads {@code sqlite:///relative.db}, {@code sqlite:////absolute.db} or
     * {@code postgresql://user:password@host:5432/name?sslmode=require}; user and password may be percent-encoded, and
     * the scheme may name a Python driver, as {@code postgresql+psycopg2}.
     *
     * @throws IllegalArgumentException with a sentence for a person, which never repeats a password
     */
    static DatabaseUrl parse(String url) {
        Matcher form = Forms.URL.matcher(url.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "database-url is not understood; write it like sqlite:///./media_scorer.db"
                            + " or postgresql://user:password@host:5432/name");
        }
        String rest = form.group("rest");
        return form.group("kind").equals("sqlite") ? Forms.sqlite(rest) : Forms.postgres(rest);
    }

    /** How the forms are taken apart. */
    final class Forms {
        private static final Pattern URL =
                Pattern.compile("(?<kind>sqlite|postgresql|postgres)(\\+[A-Za-z0-9_]+)?://(?<rest>.*)", Pattern.DOTALL);
        /** As SQLAlchemy takes it apart: a password may hold anything but an at sign. */
        private static final Pattern SERVER = Pattern.compile(
                "((?<user>[^:/@]*)(:(?<password>[^@]*))?@)?(\\[(?<six>[^/?\\]]+)]|(?<host>[^/:?@\\[\\]]*))(:(?<port>\\d{1,5}))?"
                        + "(/(?<database>[^?]*))?(\\?(?<query>.*))?",
                Pattern.DOTALL);
        /** What libpq and SQLAlchemy call a parameter, and what the Java driver calls it. */
        private static final Map<String, String> PARAMETERS = Map.ofEntries(
                Map.entry("sslmode", "sslmode"),
                Map.entry("sslrootcert", "sslrootcert"),
                Map.entry("sslcert", "sslcert"),
                Map.entry("sslkey", "sslkey"),
                Map.entry("sslpassword", "sslpassword"),
                Map.entry("application_name", "ApplicationName"),
                Map.entry("connect_timeout", "connectTimeout"),
                Map.entry("channel_binding", "channelBinding"),
                Map.entry("gssencmode", "gssEncMode"),
                Map.entry("options", "options"));

        private Forms() {}

        private static Sqlite sqlite(String rest) {
            int query = rest.indexOf('?');
            String path = query < 0 ? rest : rest.substring(0, query);
            if (path.length() < 2 || !path.startsWith("/") || path.equals("/:memory:")) {
                throw new IllegalArgumentException(
                        "database-url names no file; write it like sqlite:///./media_scorer.db");
            }
            return new Sqlite(Path.of(path.substring(1)));
        }

        private static Postgres postgres(String rest) {
            Matcher parts = SERVER.matcher(rest);
            if (!parts.matches()) {
                throw new IllegalArgumentException("database-url is not understood; write it like"
                        + " postgresql://user:password@host:5432/name, with % codes for special characters");
            }
            String user = decoded(parts.group("user"));
            String password = decoded(parts.group("password"));
            String name = decoded(parts.group("database"));
            String known = user == null || user.isEmpty() ? System.getProperty("user.name", "postgres") : user;
            return new Postgres(
                    host(parts),
                    port(parts.group("port")),
                    name == null || name.isEmpty() ? known : name,
                    known,
                    password == null || password.isEmpty() ? null : password,
                    parameters(parts.group("query")));
        }

        private static String host(Matcher parts) {
            String six = parts.group("six");
            String host = parts.group("host");
            if (six != null) {
                return six;
            }
            return host == null || host.isEmpty() ? "localhost" : host;
        }

        private static int port(@Nullable String port) {
            int number = port == null ? Postgres.USUAL_PORT : Integer.parseInt(port);
            if (number < 1 || number > 65_535) {
                throw new IllegalArgumentException("database-url has the port " + number + "; ports are 1 to 65535");
            }
            return number;
        }

        private static Map<String, String> parameters(@Nullable String query) {
            Map<String, String> parameters = new TreeMap<>();
            for (String parameter : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
                int equals = parameter.indexOf('=');
                String name = equals < 0 ? parameter : parameter.substring(0, equals);
                String known = PARAMETERS.get(name);
                if (known == null) {
                    throw new IllegalArgumentException("database-url has the parameter " + name
                            + ", which is not understood; known are "
                            + String.join(
                                    ", ", PARAMETERS.keySet().stream().sorted().toList()));
                }
                String value = decoded(equals < 0 ? "" : parameter.substring(equals + 1));
                parameters.put(known, value == null ? "" : value);
            }
            return parameters;
        }

        /** Percent codes only: a plus sign is one. */
        private static @Nullable String decoded(@Nullable String text) {
            try {
                return text == null ? null : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "database-url has a percent sign that begins no code; write %25 for one");
            }
        }
    }
}
