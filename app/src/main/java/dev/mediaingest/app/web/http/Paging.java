package dev.mediaingest.app.web.http;

import io.javalin.http.Context;

/** The part of a list a request wants: {@code page} and {@code per_page}, or {@code offset} and {@code limit}. */
public record Paging(int limit, int offset) {
    private static final int PAGE = 50;
    private static final int LARGEST_PAGE = 500;
    private static final int LAST_PAGE = 1_000_000;

    public static Paging of(Context context) {
        int limit = (int) number(context, "limit", PAGE, 1, LARGEST_PAGE);
        int perPage = (int) number(context, "per_page", limit, 1, LARGEST_PAGE);
        int page = (int) number(context, "page", 1, 1, LAST_PAGE);
        int offset = (int) number(context, "offset", 0, 0, Integer.MAX_VALUE - LARGEST_PAGE);
        return new Paging(perPage, offset > 0 ? offset : (page - 1) * perPage);
    }

    public int page() {
        return offset / limit + 1;
    }

    public static long number(Context context, String name, long otherwise, long least, long most) {
        String text = context.queryParam(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw Problem.badField(name, "must be a whole number between " + least + " and " + most);
    }
}
