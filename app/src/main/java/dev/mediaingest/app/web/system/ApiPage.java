package dev.mediaingest.app.web.system;

import dev.mediaingest.app.web.page.PageContext;
import java.util.List;

/** The API as a page shows it. */
public record ApiPage(PageContext context, List<Part> parts) {
    /** Operations that belong together. */
    public record Part(String name, String description, List<Operation> operations) {}

    /** One method of one path. */
    public record Operation(
            String method, String path, String summary, List<Parameter> parameters, List<Response> responses) {}

    /** What can be said with a request. */
    public record Parameter(String name, String where, String type, String description) {}

    /** What can come back. */
    public record Response(String status, String description) {}
}
