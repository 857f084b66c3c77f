package dev.mediaingest.library;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A place between two files of an ordered list: behind the file with this value in what is ordered by. Files added or removed
 * meanwhile move nothing.
 *
 * @param value of the column that is ordered by, as text
 * @param id of the file
 */
public record Cursor(Sort sort, boolean descending, String value, long id) {
    private static final int LONGEST = 4_096;

    /** As callers keep it; they are not to look inside. */
    public String encoded() {
        String text = (descending ? "-" : "+") + sort.label() + " " + id + " " + value;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A cursor of a query.
     *
     * @throws BadQuery if it was never made by {@link #encoded} for a query in that order
     */
    public static Cursor decode(String encoded, LibraryQuery query) throws BadQuery {
        try {
            if (encoded.length() > LONGEST) {
                throw new IllegalArgumentException("too long");
            }
            String[] parts = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8).split(" ", 3);
            boolean descending = parts[0].startsWith("-");
            Sort sort = Sort.ofLabel(parts[0].substring(1)).orElseThrow(IllegalArgumentException::new);
            Cursor cursor = new Cursor(sort, descending, parts[2], Long.parseLong(parts[1]));
            cursor.check();
            if (sort == query.sort() && descending == query.descending()) {
                return cursor;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            // Said below.
        }
        throw new BadQuery("The cursor belongs to another list; begin again without it.");
    }

    private void check() {
        switch (sort) {
            case NAME -> {}
            case NSFW -> {
                var unused = Double.parseDouble(value);
            }
            case ADDED, CREATED, SCORE, SIZE -> {
                var unused = Long.parseLong(value);
            }
        }
    }
}
