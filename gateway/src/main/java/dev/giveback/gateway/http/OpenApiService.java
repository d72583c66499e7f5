package dev.giveback.gateway.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.ServiceDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** Serves {@code /openapi.json}, made when it is first asked for. */
final class OpenApiService implements HttpService {
    private final Supplier<byte[]> document;

    OpenApiService(List<ServiceDescriptor> services) {
        this.document = new Once(services);
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(
                ApiErrors.headers(200)
                        .set(HttpHeaderNames.CACHE_CONTROL, "max-age=300")
                        .build(),
                HttpData.wrap(document.get()));
    }

    private static final class Once implements Supplier<byte[]> {
        private final List<ServiceDescriptor> services;
        private byte[] made = {};

        Once(List<ServiceDescriptor> services) {
            this.services = services;
        }

        @Override
        public synchronized byte[] get() {
            if (made.length == 0) {
                made = OpenApi.of(services).toString().getBytes(StandardCharsets.UTF_8);
            }
            return made;
        }
    }
}
