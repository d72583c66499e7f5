package dev.giveback.gateway.web;

import static j2html.TagCreator.code;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;

import dev.giveback.feedback.v1.SubmitResponseResponse;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** The page after the answer: thanks, what the customer gets, and the code to bring a friend with. */
final class ThanksPage {
    private ThanksPage() {}

    static String of(WebRequest request, SubmitResponseResponse answer) {
        Texts texts = answer.getLanguageCode().isEmpty() ? request.texts() : Texts.of(answer.getLanguageCode());
        String title = texts.text("thanks.title");
        List<DomContent> content = new ArrayList<>();
        content.add(h1(title));
        content.add(p(answer.getThanks().isEmpty() ? texts.text("thanks.text") : answer.getThanks())
                .withClass("thanks"));
        String reward = texts.reward(answer.getReward());
        if (!reward.isEmpty()) {
            content.add(p(texts.text("thanks.reward", reward)).withClass("reward"));
        }
        if (!answer.getReferralCode().isEmpty()) {
            content.add(h2(texts.text("referral.title")));
            content.add(p(texts.text("referral.text")));
            content.add(p(code(answer.getReferralCode())).withClass("code"));
        }
        content.add(p(texts.text("thanks.close")).withClass("hint"));
        return Layout.page(texts.language(), "", title, content);
    }
}
