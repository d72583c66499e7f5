package dev.giveback.gateway.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ServerCacheControl;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.file.FileService;

/** The files of the console, and the library that draws its charts. Scripts and styles come from here alone, and no other site may frame a page. */
final class ConsoleFiles {
    /** Where the WebJar of uPlot has its files. */
    static final String UPLOT = "META-INF/resources/webjars/uplot/1.6.30/dist";

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private ConsoleFiles() {}

    /** The console's own files; a browser asks each time whether they have changed. */
    static HttpService console() {
        return files("console", ServerCacheControl.REVALIDATED);
    }

    /** The library; its files change with its version only. */
    static HttpService library() {
        return files(UPLOT, ServerCacheControl.builder().maxAgeSeconds(86_400).build());
    }

    private static HttpService files(String folder, ServerCacheControl caching) {
        HttpService files = FileService.builder(ConsoleFiles.class.getClassLoader(), folder)
                .cacheControl(caching)
                .build();
        return files.decorate((delegate, context, request) -> withHeaders(delegate.serve(context, request)));
    }

    static HttpResponse withHeaders(HttpResponse response) {
        return response.mapHeaders(headers -> headers.toBuilder()
                .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, POLICY)
                .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
                .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
                .set(HttpHeaderNames.X_FRAME_OPTIONS, "DENY")
                .set("cross-origin-opener-policy", "same-origin")
                .build());
    }
}
