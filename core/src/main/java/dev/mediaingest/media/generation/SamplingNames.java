package dev.mediaingest.media.generation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One name for each sampler and scheduler, however tools write them: "Euler a", {@code k_euler_ancestral} and
 * {@code euler_a} are {@code euler_ancestral}. The table is {@code sampling-names.tsv}; a name that is not in it is its own,
 * in lower case, so nothing is lost but nothing is made equal that is not known to be.
 */
public final class SamplingNames {
    private static final int LONGEST = 100;
    private static final SamplingNames TABLE = new SamplingNames();

    private final Map<String, String> samplers = new HashMap<>();
    private final Map<String, String> schedulers = new HashMap<>();
    /** As ComfyUI itself writes them. */
    private final Set<String> written = new HashSet<>();

    private SamplingNames() {
        try (InputStream file = SamplingNames.class.getResourceAsStream("sampling-names.tsv")) {
            if (file == null) {
                throw new IllegalStateException("sampling-names.tsv is not among the resources");
            }
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("\t"))
                    .filter(columns -> columns.length > 1)
                    .forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String[] columns) {
        Map<String, String> names = columns[0].equals("sampler") ? samplers : schedulers;
        written.add(columns[0] + " " + columns[1]);
        names.put(key(columns[1]), columns[1]);
        for (String other : columns.length < 3 ? new String[0] : columns[2].split(";")) {
            names.put(key(other), columns[1]);
        }
    }

    /** What differs between the spellings of one name does not count. */
    private static String key(String name) {
        StringBuilder key = new StringBuilder();
        for (char c : name.toLowerCase(Locale.ROOT).replace("++", "pp").toCharArray()) {
            if (Character.isLetterOrDigit(c)) {
                key.append(c);
            }
        }
        return key.toString();
    }

    /** The sampler a name means; null if there is no name. */
    public static @Nullable String sampler(@Nullable String name) {
        return TABLE.resolved(name).sampler();
    }

    /** The scheduler of a picture: its own name, or what its sampler's name ends in; null if neither says one. */
    public static @Nullable String scheduler(@Nullable String name, @Nullable String sampler) {
        String own = name == null ? "" : key(name);
        if (own.isEmpty() || own.equals("automatic") || own.equals("none") || own.equals("default")) {
            return TABLE.resolved(sampler).scheduler();
        }
        return TABLE.schedulers.getOrDefault(own, lower(String.valueOf(name)));
    }

    /** Whether this is, letter for letter, one of ComfyUI's samplers. */
    public static boolean isComfySampler(String name) {
        return TABLE.written.contains(
                "sampler " + (name.endsWith("_gpu") ? name.substring(0, name.length() - 4) : name));
    }

    /** Whether this is, letter for letter, one of ComfyUI's schedulers. */
    public static boolean isComfyScheduler(String name) {
        return TABLE.written.contains("scheduler " + name);
    }

    private record Resolved(
            @Nullable String sampler, @Nullable String scheduler) {}

    private Resolved resolved(@Nullable String name) {
        String key = name == null ? "" : key(name.substring(0, Math.min(LONGEST, name.length())));
        if (name == null || key.isEmpty()) {
            return new Resolved(null, null);
        }
        String whole = known(key);
        if (whole != null) {
            return new Resolved(whole, null);
        }
        for (int i = key.length() - 1; i > 0; i--) {
            String sampler = known(key.substring(0, i));
            String end = key.substring(i);
            String scheduler = end.equals("k") ? "karras" : schedulers.get(end);
            if (sampler != null && scheduler != null) {
                return new Resolved(sampler, scheduler);
            }
        }
        return new Resolved(lower(name), null);
    }

    private static String lower(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private @Nullable String known(String key) {
        String plain = key.endsWith("gpu") ? key.substring(0, key.length() - 3) : key;
        String found = samplers.get(plain);
        return found == null && plain.startsWith("k") ? samplers.get(plain.substring(1)) : found;
    }
}
