package dev.giveback.gateway.web;

import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.ContentTooLargeException;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.QueryParams;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import com.linecorp.armeria.common.util.Exceptions;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.HttpStatusException;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.grpc.Channel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pages that customers see, for the web port to serve. */
public final class CustomerPages implements HttpService, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CustomerPages.class);

    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final Front front;
    private final WebSettings settings;

    private CustomerPages(WebSettings settings, Channel feedback, MeterRegistry meters) {
        this.settings = settings;
        this.front = new Front(new Site(new Answers(feedback, settings.callTimeout())), waiting, meters);
    }

    /**
     * The pages.
     *
     * @param settings the limits
     * @param feedback a channel to feedback-service; the caller keeps and closes it
     * @param meters where pages are counted and timed
     */
    public static CustomerPages of(WebSettings settings, Channel feedback, MeterRegistry meters) {
        return new CustomerPages(settings, feedback, meters);
    }

    /** The pages for what never comes as far as a page: a path that is none, a form that is too long, a bug. */
    public static ServerErrorHandler errorHandler() {
        return new Errors();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        context.setMaxRequestLength(settings.maxFormBytes());
        // A form asks the service twice, and is read before.
        context.setRequestTimeout(settings.callTimeout().multipliedBy(2).plusSeconds(30));
        return front.serve(context, request);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        waiting.close();
    }

    private static HttpResponse http(WebPage page) {
        return aggregated(page).toHttpResponse();
    }

    private static AggregatedHttpResponse aggregated(WebPage page) {
        ResponseHeadersBuilder headers = ResponseHeaders.builder(page.status());
        headers.set(HttpHeaderNames.CONTENT_TYPE, page.contentType());
        Layout.HEADERS.forEach(headers::set);
        page.headers().forEach(headers::set);
        return AggregatedHttpResponse.of(headers.build(), HttpData.ofUtf8(page.body()));
    }

    /** From the network to the site and back. */
    private record Front(Site site, ExecutorService waiting, MeterRegistry meters) {

        HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
            return HttpResponse.of(request.aggregate().thenApplyAsync(whole -> answer(context, whole), waiting));
        }

        private HttpResponse answer(ServiceRequestContext context, AggregatedHttpRequest whole) {
            long start = System.nanoTime();
            WebPage page = site.answer(request(context, whole));
            meters.timer(
                            "giveback.web.pages",
                            "method",
                            whole.method().name(),
                            "status",
                            Integer.toString(page.status()))
                    .record(Duration.ofNanos(System.nanoTime() - start));
            return http(page);
        }

        private static WebRequest request(ServiceRequestContext context, AggregatedHttpRequest whole) {
            MediaType type = whole.contentType();
            boolean isForm = type != null && type.is(MediaType.FORM_DATA.withoutParameters());
            boolean hasForm = isForm && whole.method() == HttpMethod.POST;
            return new WebRequest(
                    whole.method().name(),
                    context.path(),
                    values(context.queryParams()),
                    hasForm ? values(QueryParams.fromQueryString(whole.contentUtf8())) : Map.of(),
                    isForm,
                    whole.headers().get(HttpHeaderNames.ACCEPT_LANGUAGE, ""));
        }

        /** In the order in which they came. */
        private static Map<String, List<String>> values(QueryParams params) {
            Map<String, List<String>> values = new LinkedHashMap<>();
            params.forEach((name, value) -> values.computeIfAbsent(name, params::getAll));
            return values;
        }
    }

    /** Pages for what never comes as far as the site. */
    private static final class Errors implements ServerErrorHandler {
        @Override
        public HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
            Texts texts = Texts.accepted(context.request().headers().get(HttpHeaderNames.ACCEPT_LANGUAGE, ""));
            Throwable root = Exceptions.peel(cause);
            if (root instanceof ContentTooLargeException) {
                return http(page(HttpStatus.REQUEST_ENTITY_TOO_LARGE, texts));
            }
            if (root instanceof HttpStatusException told) {
                return http(page(told.httpStatus(), texts));
            }
            // Without the path, which is as good as a password.
            log.error("A page failed.", cause);
            return http(Notices.notice(500, texts, "failed"));
        }

        @Override
        public AggregatedHttpResponse renderStatus(
                @Nullable ServiceRequestContext context,
                ServiceConfig config,
                @Nullable RequestHeaders headers,
                HttpStatus status,
                @Nullable String description,
                @Nullable Throwable cause) {
            Texts texts = Texts.accepted(headers == null ? "" : headers.get(HttpHeaderNames.ACCEPT_LANGUAGE, ""));
            return aggregated(page(status, texts));
        }

        private static WebPage page(HttpStatus status, Texts texts) {
            if (status.equals(HttpStatus.REQUEST_ENTITY_TOO_LARGE)) {
                return Notices.notice(status.code(), texts, "large");
            }
            return Notices.notice(status.code(), texts, status.isServerError() ? "away" : "unknown");
        }
    }
}
