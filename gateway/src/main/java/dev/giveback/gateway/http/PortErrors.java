package dev.giveback.gateway.http;

import com.google.rpc.Code;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What never comes as far as a service: a customer gets a page, and everybody else JSON. */
record PortErrors(ServerErrorHandler pages) implements ServerErrorHandler {

    @Override
    public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
        return isPage(context.path()) ? pages.onServiceException(context, cause) : null;
    }

    @Override
    public @Nullable AggregatedHttpResponse renderStatus(
            @Nullable ServiceRequestContext context,
            ServiceConfig config,
            @Nullable RequestHeaders headers,
            HttpStatus asked,
            @Nullable String description,
            @Nullable Throwable cause) {
        // Armeria could not read the request, an unbalanced quote in a header say, and takes that for a fault of its
        // own.
        HttpStatus status =
                context == null && asked.equals(HttpStatus.INTERNAL_SERVER_ERROR) ? HttpStatus.BAD_REQUEST : asked;
        if (headers == null || isPage(headers.path())) {
            return pages.renderStatus(context, config, headers, status, description, cause);
        }
        Code code = status.isServerError() ? Code.INTERNAL : Code.INVALID_ARGUMENT;
        String body = ApiErrors.body(
                status.code(),
                ApiErrors.status(code, reason(status), status.reasonPhrase().toLowerCase(Locale.ROOT)));
        return AggregatedHttpResponse.of(ApiErrors.headers(status.code()).build(), HttpData.ofUtf8(body));
    }

    private static String reason(HttpStatus status) {
        return status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE) ? "BODY_TOO_LARGE" : "HTTP_" + status.code();
    }

    private static boolean isPage(String path) {
        return !(path.startsWith("/v1/")
                || path.startsWith("/console")
                || path.startsWith("/docs")
                || path.startsWith("/openapi")
                || path.startsWith("/giveback."));
    }
}
