package dev.mediaingest.app.web.session;

import dev.mediaingest.app.web.http.JsonBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the wire format of server-sent events. Data is JSON without line breaks. Confined to one thread. */
final class EventWriter {
    private final OutputStream out;

    EventWriter(OutputStream out) {
        this.out = out;
    }

    void retry(int millis) throws IOException {
        write("retry: " + millis + "\n\n");
    }

    void comment(String text) throws IOException {
        write(": " + text + "\n\n");
    }

    void event(String name, Object data) throws IOException {
        json(name, JsonBody.MAPPER.writeValueAsString(data));
    }

    /** An event whose data is written already. */
    void json(String name, String data) throws IOException {
        write("event: " + name + "\ndata: " + data + "\n\n");
    }

    void json(String name, long id, String data) throws IOException {
        write("id: " + id + "\nevent: " + name + "\ndata: " + data + "\n\n");
    }

    void flush() throws IOException {
        out.flush();
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
