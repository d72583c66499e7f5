package dev.giveback.feedback.outreach;

import dev.giveback.feedback.mail.TemplateCheck;
import dev.giveback.feedback.mail.TemplateFault;
import dev.giveback.feedback.v1.Channel;
import dev.giveback.feedback.v1.MessageTemplate;
import dev.giveback.feedback.v1.OutreachMessage;
import dev.giveback.feedback.v1.Trigger;
import java.util.Optional;

/** The rules that surveys and messages share, and those of messages. What is left out is filled in with what is usual. */
public final class SourceChecks {
    static final long HOUR = 3_600;
    static final long DAY = 24 * HOUR;

    private static final int SUBJECT = 200;
    private static final int TEXT = 10_000;
    private static final int HTML = 50_000;
    private static final long MAX_DELAY = 730 * DAY;
    private static final long USUAL_AGE = 30 * DAY;
    private static final long MAX_AGE = 3_660 * DAY;

    private SourceChecks() {}

    /**
     * A message as it is to be stored.
     *
     * @throws io.grpc.StatusRuntimeException naming the field and its rule
     */
    public static OutreachMessage message(OutreachMessage message, String program, ConditionCheck conditions) {
        Fields.displayName("message.display_name", message.getDisplayName());
        String language = defaultLanguage("message.default_language", message.getDefaultLanguage());
        Channel channel = channel("message.channel", message.getChannel());
        if (channel == Channel.CHANNEL_IN_APP) {
            throw Fields.refused("message.channel", "must be EMAIL or WEBHOOK");
        }
        template("message.template", message.getTemplate(), language, TemplateCheck.message(message.getTemplate()));
        if (message.hasGift()) {
            Fields.reward("message.gift", message.getGift(), program);
        }
        return message.toBuilder()
                .setTrigger(trigger("message.trigger", message.getTrigger(), conditions))
                .setDefaultLanguage(language)
                .setChannel(channel)
                .clearState()
                .clearVersion()
                .clearCreateTime()
                .build();
    }

    static String defaultLanguage(String field, String tag) {
        return tag.isEmpty() ? "en" : Fields.language(field, tag);
    }

    static Channel channel(String field, Channel channel) {
        return switch (channel) {
            case CHANNEL_UNSPECIFIED -> Channel.CHANNEL_EMAIL;
            case CHANNEL_EMAIL, CHANNEL_WEBHOOK, CHANNEL_IN_APP -> channel;
            case UNRECOGNIZED -> throw Fields.refused(field, "must be EMAIL, WEBHOOK or IN_APP");
        };
    }

    static void template(String field, MessageTemplate template, String language, Optional<TemplateFault> fault) {
        Fields.required(field + ".subject", template.getSubject(), SUBJECT, language);
        Fields.required(field + ".text", template.getText(), TEXT, language);
        Fields.optional(field + ".html", template.getHtml(), HTML, language);
        fault.ifPresent(found -> {
            throw Fields.refused(field + '.' + found.field(), found.rule());
        });
    }

    static Trigger trigger(String field, Trigger trigger, ConditionCheck conditions) {
        if (!trigger.getCondition().isEmpty()) {
            conditions.error(trigger.getCondition()).ifPresent(error -> {
                throw Fields.refused(field + ".condition", error);
            });
        }
        return trigger.toBuilder()
                .setDelay(Fields.within(field + ".delay", trigger.hasDelay(), trigger.getDelay(), 0, 0, MAX_DELAY))
                .setMaxAge(Fields.within(
                        field + ".max_age", trigger.hasMaxAge(), trigger.getMaxAge(), USUAL_AGE, HOUR, MAX_AGE))
                .setSamplePer10000(
                        trigger.hasSamplePer10000()
                                ? trigger.getSamplePer10000()
                                : dev.giveback.feedback.domain.Trigger.ALL)
                .build();
    }
}
