package dev.giveback.gateway.http;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.grpc.GrpcSerializationFormats;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.cors.CorsService;
import com.linecorp.armeria.server.grpc.GrpcService;
import dev.giveback.gateway.web.CustomerPages;
import io.grpc.Channel;
import io.grpc.ServiceDescriptor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** What is served where. What is not chosen is not there: its paths are answered as any unknown one is. */
final class Surfaces {
    private static final Duration PREFLIGHT = Duration.ofHours(1);

    private final HttpSettings settings;
    private final Channel gateway;
    private final List<ServiceDescriptor> services;
    private final CustomerPages pages;

    /**
     * What could be served.
     *
     * @param settings what is served
     * @param gateway a channel to this gateway's own services
     * @param services what it lets through
     * @param pages the customers' pages
     */
    Surfaces(HttpSettings settings, Channel gateway, List<ServiceDescriptor> services, CustomerPages pages) {
        this.settings = settings;
        this.gateway = gateway;
        this.services = services;
        this.pages = pages;
    }

    /** Adds what is chosen. */
    void addTo(ServerBuilder server) {
        for (Surface surface : settings.surfaces()) {
            switch (surface) {
                case PAGES -> server.serviceUnder("/", pages);
                case API -> addApi(server);
                case CONSOLE -> addConsole(server);
                case DOCS -> server.serviceUnder("/docs", ApiDocs.service());
            }
        }
    }

    private void addApi(ServerBuilder server) {
        HttpService api = new ApiService(new ApiRoutes(ApiMethod.of(services)), gateway, settings.limits());
        server.route().pathPrefix("/v1").build(cors(api));
        server.service("/openapi.json", cors(new OpenApiService(services)));
        HttpService byName = new ApiService(new ApiRoutes(ApiMethod.byName(services)), gateway, settings.limits());
        server.service(grpcWeb(), grpc -> cors(webOrJson(grpc, byName)));
    }

    /** At the path of a method in gRPC there is gRPC-Web and plain JSON. */
    private static HttpService webOrJson(HttpService grpcWeb, HttpService json) {
        return grpcWeb.decorate((delegate, context, request) -> {
            MediaType type = request.contentType();
            boolean isWeb = type != null && type.subtype().startsWith("grpc");
            return (isWeb ? delegate : json).serve(context, request);
        });
    }

    private GrpcService grpcWeb() {
        WebForwarding forwarding = new WebForwarding(gateway, settings.limits());
        return GrpcService.builder()
                .addServiceDefinitions(services.stream().map(forwarding::of).toList())
                .supportedSerializationFormats(
                        GrpcSerializationFormats.PROTO_WEB, GrpcSerializationFormats.PROTO_WEB_TEXT)
                // It never comes to them, but the documentation looks here whether there is JSON.
                .enableUnframedRequests(true)
                .maxRequestMessageLength(settings.limits().maxBodyBytes())
                .build();
    }

    private void addConsole(ServerBuilder server) {
        server.service("/", (context, request) -> moved("/console/"));
        server.service("/console", (context, request) -> moved("/console/"));
        server.service("/console/session", new SessionService(gateway, InstantSource.system()));
        server.serviceUnder("/console/", ConsoleFiles.console());
        server.serviceUnder("/console/lib/uplot/", ConsoleFiles.library());
    }

    private static HttpResponse moved(String path) {
        return HttpResponse.ofRedirect(HttpStatus.TEMPORARY_REDIRECT, path);
    }

    /** Pages of other sites may call only if they are listed; they bring keys of their own, never a cookie. */
    private HttpService cors(HttpService api) {
        if (settings.corsOrigins().isEmpty()) {
            return api;
        }
        return api.decorate(CorsService.builder(settings.corsOrigins())
                .allowRequestMethods(
                        HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE)
                .allowRequestHeaders(
                        HttpHeaderNames.AUTHORIZATION,
                        HttpHeaderNames.CONTENT_TYPE,
                        "x-server-timeout",
                        "grpc-timeout",
                        "x-grpc-web",
                        "x-user-agent",
                        "last-event-id")
                .exposeHeaders("retry-after", "grpc-status", "grpc-message", "grpc-status-details-bin")
                .maxAge(PREFLIGHT.toSeconds())
                .newDecorator());
    }
}
