package dev.giveback.gateway.http;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What the web port can serve; a port on the internet may serve the pages alone. */
enum Surface {
    /** The customers' pages below {@code /f} and {@code /u}. */
    PAGES,
    /** JSON below {@code /v1}, server-sent events, gRPC-Web, and {@code /openapi.json}. */
    API,
    /** The console below {@code /console}, and its sessions. It needs the API. */
    CONSOLE,
    /** The documentation of the methods below {@code /docs}. */
    DOCS;

    /** Reads names with commas in between; an IllegalArgumentException for what is none. */
    static Set<Surface> parse(String names) {
        EnumSet<Surface> surfaces = EnumSet.noneOf(Surface.class);
        Arrays.stream(names.split(","))
                .map(name -> name.strip().toUpperCase(Locale.ROOT))
                .forEach(name -> surfaces.add(valueOf(name)));
        if (surfaces.contains(CONSOLE) && !surfaces.contains(API)) {
            throw new IllegalArgumentException("the console needs the api");
        }
        return surfaces;
    }
}
