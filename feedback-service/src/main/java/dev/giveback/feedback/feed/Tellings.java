package dev.giveback.feedback.feed;

import dev.giveback.feedback.actor.ContactReply;
import dev.giveback.feedback.actor.Contacts;
import dev.giveback.feedback.domain.ContactCommand;
import dev.giveback.feedback.domain.ContactState;
import dev.giveback.feedback.domain.CustomerId;
import dev.giveback.feedback.domain.Outreach;
import dev.giveback.feedback.domain.Request;
import dev.giveback.platform.tail.FeedReader;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Tells customers' contacts what they must know of the feed: first purchases, erasures and merges. Told twice it is as told once. */
public final class Tellings {
    private final Contacts contacts;
    private final TextEraser texts;

    /** What erases the texts that a customer wrote. */
    @FunctionalInterface
    public interface TextEraser {
        /** Returns when nothing of them is left. */
        void erase(CustomerId customer) throws SQLException;
    }

    /**
     * Contacts that are told.
     *
     * @param texts what customers wrote, which goes with an erasure
     */
    public Tellings(Contacts contacts, TextEraser texts) {
        this.contacts = contacts;
        this.texts = texts;
    }

    /** Tells what is to be told of these, in order, and returns when it is recorded. */
    void tell(List<News> news, Map<String, Outreach> outreaches)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        for (News one : news) {
            switch (one) {
                case News.Bought bought -> bought(bought, outreaches);
                case News.Erased erased -> erase(erased.customer());
                case News.Absorbed absorbed -> merge(absorbed.source(), absorbed.customer());
                case News.Happened happened -> {}
                case News.Refunded refunded -> {}
                case News.TierGiven given -> {}
                case News.ProfileChanged changed -> {}
            }
        }
    }

    /** Who redeemed a code had not bought before, so a first purchase alone can earn. */
    private void bought(News.Bought bought, Map<String, Outreach> outreaches)
            throws InterruptedException, ExecutionException, TimeoutException {
        Outreach outreach = outreaches.get(bought.customer().program());
        if (bought.isFirst() && outreach != null && outreach.referralOffer().version() > 0) {
            decide(
                    bought.customer(),
                    new ContactCommand.EarnReferral(bought.purchase().occasion().reference()));
        }
    }

    /** Texts first: once the contacts are erased they no longer tell whose they hold. */
    private void erase(CustomerId customer)
            throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        for (CustomerId held : withAbsorbed(customer)) {
            texts.erase(held);
        }
        decide(customer, new ContactCommand.Erase());
        // An answer may have come in between.
        texts.erase(customer);
    }

    private Set<CustomerId> withAbsorbed(CustomerId customer)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<CustomerId> found = new HashSet<>();
        Deque<CustomerId> next = new ArrayDeque<>(List.of(customer));
        while (!next.isEmpty()) {
            CustomerId one = next.pop();
            if (found.add(one)) {
                read(one).absorbed().forEach(source -> next.add(new CustomerId(one.program(), source)));
            }
        }
        return found;
    }

    /** The source is closed first, so that what the target takes over is all that there will be. */
    private void merge(CustomerId source, CustomerId target)
            throws InterruptedException, ExecutionException, TimeoutException {
        decide(source, new ContactCommand.MergeInto(target.customer()));
        decide(target, ContactCommand.Absorb.of(read(source)));
    }

    private ContactState read(CustomerId customer) throws InterruptedException, ExecutionException, TimeoutException {
        return get(contacts.read(customer, FeedReader.ANSWER_LIMIT));
    }

    /** A refusal says that the customer is gone, and then there is nothing more to tell. */
    private void decide(CustomerId customer, ContactCommand command)
            throws InterruptedException, ExecutionException, TimeoutException {
        ContactReply unused = get(contacts.decide(customer, command, Request.OWN, FeedReader.ANSWER_LIMIT));
    }

    private static <T> T get(CompletionStage<T> stage)
            throws InterruptedException, ExecutionException, TimeoutException {
        return stage.toCompletableFuture().get(FeedReader.ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }
}
