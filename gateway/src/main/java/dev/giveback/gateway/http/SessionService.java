package dev.giveback.gateway.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.rpc.Code;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.giveback.access.v1.AccessServiceGrpc;
import dev.giveback.access.v1.CreateSessionRequest;
import dev.giveback.access.v1.CreateSessionResponse;
import dev.giveback.access.v1.EndSessionRequest;
import dev.giveback.access.v1.EndSessionResponse;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The console's sessions: a key is exchanged once for a cookie that scripts cannot read, and that another site can neither send nor set. POST opens one, DELETE ends
 * it. The key is kept nowhere, and the cookie's secret is that of a session of access-service, which ends by itself and with its key.
 */
final class SessionService implements HttpService {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Pattern KEY = Pattern.compile("[!-~]{1,4096}");

    private final Channel gateway;
    private final InstantSource clock;

    /**
     * Opens and ends sessions.
     *
     * @param gateway a channel to this gateway's own services
     * @param clock what time it is
     */
    SessionService(Channel gateway, InstantSource clock) {
        this.gateway = gateway;
        this.clock = clock;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        return HttpResponse.of(request.aggregate()
                .thenCompose(whole -> answer(context, whole))
                .exceptionally(refused -> ApiErrors.response(ApiErrors.status(Exceptions.peel(refused)))));
    }

    private CompletableFuture<HttpResponse> answer(ServiceRequestContext context, AggregatedHttpRequest request) {
        if (!Caller.sameSite(request.headers())) {
            throw Caller.otherSite();
        }
        return switch (request.method()) {
            case POST -> open(context, request);
            case DELETE -> end(context, request);
            default ->
                CompletableFuture.completedFuture(ApiErrors.response(
                        405, ApiErrors.status(Code.UNIMPLEMENTED, "OTHER_VERB", "expected: POST or DELETE")));
        };
    }

    private CompletableFuture<HttpResponse> open(ServiceRequestContext context, AggregatedHttpRequest request) {
        Metadata headers = Caller.address(context);
        headers.put(Caller.AUTHORIZATION, "Bearer " + key(request));
        return call(AccessServiceGrpc.getCreateSessionMethod(), headers, CreateSessionRequest.getDefaultInstance())
                .thenApply(session -> opened(context, session));
    }

    private HttpResponse opened(ServiceRequestContext context, CreateSessionResponse session) {
        Instant end = Instant.ofEpochSecond(session.getExpireTime().getSeconds());
        long seconds = Math.max(0, Duration.between(clock.instant(), end).toSeconds());
        ResponseHeadersBuilder headers = ApiErrors.headers(200);
        headers.add(HttpHeaderNames.SET_COOKIE, cookie(context, session.getSecret(), seconds));
        String body =
                Json.MAPPER.createObjectNode().put("expireTime", end.toString()).toString();
        return HttpResponse.of(headers.build(), HttpData.ofUtf8(body));
    }

    /** A session that is over already, or was none, leaves no cookie either. */
    private CompletableFuture<HttpResponse> end(ServiceRequestContext context, AggregatedHttpRequest request) {
        Metadata headers = Caller.metadata(context, request.headers());
        HttpResponse gone = HttpResponse.of(
                ApiErrors.headers(200)
                        .add(HttpHeaderNames.SET_COOKIE, cookie(context, "", 0))
                        .build(),
                HttpData.ofUtf8("{}"));
        if (!headers.containsKey(Caller.AUTHORIZATION)) {
            return CompletableFuture.completedFuture(gone);
        }
        return call(AccessServiceGrpc.getEndSessionMethod(), headers, EndSessionRequest.getDefaultInstance())
                .handle((EndSessionResponse done, Throwable refused) ->
                        refused == null || isOver(refused) ? gone : ApiErrors.response(ApiErrors.status(refused)));
    }

    private static boolean isOver(Throwable refused) {
        return refused instanceof StatusRuntimeException told
                && switch (told.getStatus().getCode()) {
                    case UNAUTHENTICATED, FAILED_PRECONDITION -> true;
                    default -> false;
                };
    }

    private static String cookie(ServiceRequestContext context, String secret, long seconds) {
        return Cookie.secureBuilder(Caller.cookieName(context), secret)
                .secure(Caller.isSecure(context))
                .httpOnly(true)
                .sameSite("Strict")
                .path("/")
                .maxAge(seconds)
                .build()
                .toSetCookieHeader();
    }

    private static String key(AggregatedHttpRequest request) {
        var type = request.contentType();
        if (type == null || !type.isJson()) {
            throw FieldProblem.body("the body is not told to be JSON (expected: Content-Type: application/json)");
        }
        JsonNode key = read(request.contentUtf8()).path("key");
        if (!key.isTextual() || !KEY.matcher(key.textValue()).matches()) {
            throw FieldProblem.of("key", "VALUE", "is missing or no key (expected: the secret of a key)");
        }
        return key.textValue();
    }

    /** What is wrong with it is not told, since the text would be told with it. */
    private static JsonNode read(String body) {
        try {
            return Json.MAPPER.readTree(body);
        } catch (JsonProcessingException noJson) {
            throw FieldProblem.body("the body is not JSON");
        }
    }

    private <Q, A> CompletableFuture<A> call(MethodDescriptor<Q, A> method, Metadata headers, Q request) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        ClientCall<Q, A> call = ClientInterceptors.intercept(
                        gateway, MetadataUtils.newAttachHeadersInterceptor(headers))
                .newCall(method, CallOptions.DEFAULT.withDeadlineAfter(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        ClientCalls.asyncUnaryCall(call, request, new StreamObserver<>() {
            @Override
            public void onNext(A message) {
                answer.complete(message);
            }

            @Override
            public void onError(Throwable refused) {
                answer.completeExceptionally(refused);
            }

            @Override
            public void onCompleted() {}
        });
        return answer;
    }
}
