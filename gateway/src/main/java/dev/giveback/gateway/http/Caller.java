package dev.giveback.gateway.http;

import com.google.rpc.Code;
import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.giveback.platform.grpc.ErrorStatus;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.netty.util.AttributeKey;
import java.net.InetAddress;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway's own services are told of whoever calls: {@code authorization} as it came, or made of the session's cookie, and the address. Nothing else of the
 * request's headers goes on, so that nobody can say something in the gateway's name.
 */
final class Caller {
    /** The header that the console sends with everything that changes something; a form of another site cannot. */
    static final String CONSOLE_HEADER = "x-giveback-console";

    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Metadata.Key<String> ADDRESS =
            Metadata.Key.of("giveback-address", Metadata.ASCII_STRING_MARSHALLER);
    private static final AttributeKey<Boolean> BEHIND_TLS = AttributeKey.valueOf(Caller.class, "BEHIND_TLS");
    private static final Pattern SECRET = Pattern.compile("[!-~]{1,4096}");

    private Caller() {}

    /**
     * The headers of a call.
     *
     * @throws StatusRuntimeException PERMISSION_DENIED if a session's cookie comes with something that another site could have sent
     */
    static Metadata metadata(ServiceRequestContext context, RequestHeaders request) {
        Metadata headers = address(context);
        String authorization = request.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null) {
            headers.put(AUTHORIZATION, authorization);
            return headers;
        }
        String session = session(context, request);
        if (session != null) {
            refuseOtherSites(request);
            headers.put(AUTHORIZATION, "Bearer " + session);
        }
        return headers;
    }

    /** Where the caller is, and nothing else. */
    static Metadata address(ServiceRequestContext context) {
        Metadata headers = new Metadata();
        headers.put(ADDRESS, context.clientAddress().getHostAddress());
        return headers;
    }

    /** The name of the cookie: with TLS one that only a site with TLS, and this host alone, can have set. */
    static String cookieName(ServiceRequestContext context) {
        return isSecure(context) ? "__Host-giveback" : "giveback";
    }

    /** Whether the browser speaks TLS, with this port or with a proxy that it trusts. */
    static boolean isSecure(ServiceRequestContext context) {
        return context.sessionProtocol().isTls() || context.hasAttr(BEHIND_TLS);
    }

    /** Notes whether a proxy that is trusted says that it was reached with TLS. */
    static void noteProxy(ServiceRequestContext context, RequestHeaders request, Set<InetAddress> proxies) {
        InetAddress peer = context.remoteAddress().getAddress();
        if (peer != null && proxies.contains(peer) && "https".equals(request.get("x-forwarded-proto"))) {
            context.setAttr(BEHIND_TLS, true);
        }
    }

    /** The secret of the session whose cookie came; null without one. */
    static @Nullable String session(ServiceRequestContext context, RequestHeaders request) {
        String name = cookieName(context);
        for (Cookie cookie : request.cookies()) {
            if (cookie.name().equals(name) && SECRET.matcher(cookie.value()).matches()) {
                return cookie.value();
            }
        }
        return null;
    }

    private static void refuseOtherSites(RequestHeaders request) {
        boolean reads = request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
        boolean isOurs = sameSite(request) && (reads || "1".equals(request.get(CONSOLE_HEADER)));
        if (!isOurs) {
            throw otherSite();
        }
    }

    /** The refusal of what another site could have sent. */
    static StatusRuntimeException otherSite() {
        return ErrorStatus.of(
                        Code.PERMISSION_DENIED,
                        FieldProblem.DOMAIN,
                        "CROSS_SITE",
                        "a session is for the console alone (expected: a request of this site, with the header"
                                + " X-Giveback-Console: 1 if it changes something)")
                .toException();
    }

    /** What the browser says of where the request was made; programs say nothing. */
    static boolean sameSite(RequestHeaders request) {
        String site = request.get("sec-fetch-site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = request.get(HttpHeaderNames.ORIGIN);
        // Whether with TLS or without is not compared: TLS may end before this port.
        return origin == null || origin.endsWith("://" + request.authority());
    }
}
