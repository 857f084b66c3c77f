package dev.mediaingest.media;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the small files are named that may lie beside a media file and say something about it. */
public final class Sidecars {
    /** The hidden folder with star ratings, in the folder of the files they belong to. */
    public static final String SCORES_FOLDER = ".scores";

    private static final String AUDIO = "-audio";

    private Sidecars() {}

    /** The sidecars that may lie in the folder of a file of that name, whether they are there or not. */
    public static List<String> besides(String fileName) {
        List<String> names = new ArrayList<>(xmp(fileName));
        names.addAll(texts(fileName));
        names.addAll(jsons(fileName));
        if (mayHaveFirstFrame(fileName)) {
            names.addAll(firstFrames(fileName));
        }
        return names;
    }

    /** {@code name.ext.xmp} (darktable, digiKam), then {@code name.xmp} (Adobe). */
    public static List<String> xmp(String fileName) {
        return inBothCases(named(fileName, ".xmp"));
    }

    /** Parameters or a caption as text, as A1111 and trainers save them: {@code name.txt}. */
    public static List<String> texts(String fileName) {
        return inBothCases(List.of(stem(fileName) + ".txt"));
    }

    /** Parameters or a workflow as JSON: {@code name.swarm.json} (SwarmUI), {@code name.ext.json}, {@code name.json}. */
    public static List<String> jsons(String fileName) {
        List<String> names = new ArrayList<>();
        names.add(stem(fileName) + ".swarm.json");
        names.addAll(named(fileName, ".json"));
        return inBothCases(names);
    }

    /**
     * The picture VideoHelperSuite saves beside a video or animation, because it can hold the workflow: {@code name.png},
     * also for {@code name-audio.mp4}, the same video with its sound.
     */
    public static List<String> firstFrames(String fileName) {
        String stem = stem(fileName);
        String silent = withoutAudio(stem);
        return inBothCases(stem.equals(silent) ? List.of(stem + ".png") : List.of(stem + ".png", silent + ".png"));
    }

    /** The rating in {@link #SCORES_FOLDER}. */
    public static String score(String fileName) {
        return fileName + ".json";
    }

    /** What the names of all sidecars beside a file begin with. */
    public static String commonStart(String fileName) {
        String stem = stem(fileName);
        String silent = withoutAudio(stem);
        return stem.equals(silent) ? stem + "." : silent;
    }

    /** The names, and then those with their extension in capitals, as cameras and some programs write all of theirs. */
    private static List<String> inBothCases(List<String> names) {
        List<String> both = new ArrayList<>(names);
        for (String name : names) {
            int dot = name.lastIndexOf('.');
            both.add(name.substring(0, dot) + name.substring(dot).toUpperCase(Locale.ROOT));
        }
        return List.copyOf(both);
    }

    private static String withoutAudio(String stem) {
        boolean named = stem.endsWith(AUDIO) && stem.length() > AUDIO.length();
        return named ? stem.substring(0, stem.length() - AUDIO.length()) : stem;
    }

    private static boolean mayHaveFirstFrame(String fileName) {
        return MediaType.ofFileName(fileName)
                .filter(type -> type.kind() == MediaKind.VIDEO || type == MediaType.GIF || type == MediaType.WEBP)
                .isPresent();
    }

    private static List<String> named(String fileName, String extension) {
        String stem = stem(fileName);
        return stem.equals(fileName) ? List.of(fileName + extension) : List.of(fileName + extension, stem + extension);
    }

    private static String stem(String fileName) {
        int dot = fileName.lastIndexOf('.');
        return dot > 0 ? fileName.substring(0, dot) : fileName;
    }
}
