package dev.giveback.feedback.mail;

import com.samskivert.mustache.MustacheException;
import dev.giveback.feedback.v1.LocalizedText;
import dev.giveback.feedback.v1.MessageTemplate;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a template can be rendered: it is asked when a template is saved, so that nothing is found out when it is sent. */
public final class TemplateCheck {
    private TemplateCheck() {}

    /** The first fault of an invitation's template; its text must hold the link. */
    public static Optional<TemplateFault> invitation(MessageTemplate template) {
        return of(template, true);
    }

    /** The first fault of a message's template. */
    public static Optional<TemplateFault> message(MessageTemplate template) {
        return of(template, false);
    }

    private static Optional<TemplateFault> of(MessageTemplate template, boolean isInvitation) {
        return all("subject", template.getSubject(), isInvitation, false)
                .or(() -> all("text", template.getText(), isInvitation, isInvitation))
                .or(() -> all("html", template.getHtml(), isInvitation, isInvitation));
    }

    private static Optional<TemplateFault> all(
            String part, LocalizedText text, boolean isInvitation, boolean needsLink) {
        for (var each : new TreeMap<>(text.getTextsMap()).entrySet()) {
            Optional<String> rule = rule(each.getValue(), isInvitation, needsLink);
            if (rule.isPresent()) {
                return Optional.of(new TemplateFault(part + ".texts[" + each.getKey() + "]", rule.get()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> rule(String text, boolean isInvitation, boolean needsLink) {
        TemplateNames names;
        try {
            names = TemplateNames.of(text);
        } catch (MustacheException fault) {
            return Optional.of("must be a template in Mustache: " + firstLine(fault));
        }
        return names.fault(isInvitation)
                .or(() -> needsLink && !names.shows(Placeholder.SURVEY_LINK)
                        ? Optional.of("must hold {{survey.link}}, or nobody can answer")
                        : Optional.empty());
    }

    private static String firstLine(MustacheException fault) {
        String message = String.valueOf(fault.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
