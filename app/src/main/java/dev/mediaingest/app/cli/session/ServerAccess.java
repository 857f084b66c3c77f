package dev.mediaingest.app.cli.session;

import dev.mediaingest.app.installation.DataDirectory;
import dev.mediaingest.session.Actor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command reaches the server that has its data directory. */
final class ServerAccess {
    @Option(
            names = "--token",
            paramLabel = "TEXT",
            description = "The token of the server that has the data directory, if one has it.")
    private @Nullable String token;

    /** The server that has the folder now; empty if nobody has it, or a process that answers no requests. */
    Optional<ServerClient> of(DataDirectory directory) {
        return directory
                .holder()
                .flatMap(holder ->
                        holder.server().map(address -> new ServerClient(holder, address, token, person().name())));
    }

    /** Who asks. */
    static Actor person() {
        return Actor.atShell(System.getProperty("user.name", "?"));
    }
}
