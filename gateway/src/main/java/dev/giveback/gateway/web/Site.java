package dev.giveback.gateway.web;

import io.grpc.StatusRuntimeException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which page a request is for. */
final class Site {
    /** The token is what base64url is made of; anything else is no link of ours. */
    private static final Pattern LINK = Pattern.compile("/([fu])/([A-Za-z0-9_-]{1,600})");

    private static final Pattern ANY_LINK = Pattern.compile("/[fu]/.*", Pattern.DOTALL);

    private final SurveyPages surveys;
    private final UnsubscribePages unsubscribes;

    Site(Answers answers) {
        this.surveys = new SurveyPages(answers);
        this.unsubscribes = new UnsubscribePages(answers);
    }

    WebPage answer(WebRequest request) {
        if (request.path().equals("/robots.txt") && request.isRead()) {
            return WebPage.plain("User-agent: *\nDisallow: /\n");
        }
        Matcher link = LINK.matcher(request.path());
        if (!link.matches()) {
            boolean isBroken = ANY_LINK.matcher(request.path()).matches();
            return Notices.notice(404, request.texts(), isBroken ? "link" : "unknown");
        }
        if (!request.isRead() && !request.isPost()) {
            return Notices.notice(405, request.texts(), "method").with("Allow", "GET, HEAD, POST");
        }
        boolean isSurvey = link.group(1).equals("f");
        // A one click of RFC 8058 may come as multipart/form-data; that it came says all that it says.
        if (isSurvey && request.isPost() && !request.isForm()) {
            return Notices.notice(415, request.texts(), "invalid");
        }
        try {
            return isSurvey ? surveys.answer(request, link.group(2)) : unsubscribes.answer(request, link.group(2));
        } catch (StatusRuntimeException refused) {
            return Notices.of(LinkRefusal.of(refused), request);
        }
    }
}
