package dev.giveback.recommendation.grpc;

import dev.giveback.platform.grpc.RequestValidator;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.domain.Mode;
import dev.giveback.recommendation.domain.PurchaseModel;
import dev.giveback.recommendation.domain.Recommender;
import dev.giveback.recommendation.domain.Request;
import dev.giveback.recommendation.evaluation.Cut;
import dev.giveback.recommendation.evaluation.ShopFiles;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.v1.ProductFilter;
import dev.giveback.recommendation.v1.RecommendRequest;
import dev.giveback.recommendation.v1.RecommendResponse;
import dev.giveback.recommendation.v1.RecommendationServiceGrpc;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Prints what parts of an answer cost on a real shop: {@code AnswerCost FOLDER CUT}. CPU time of the thread, each part over all customers that came back, after
 * rounds to warm up. What it printed decided that kept answers are given on the thread of the call and others are not.
 */
public final class AnswerCost {
    private static final int WARM_UP = 6;

    /** So that no answer is made for nothing. */
    private static volatile Object sink = "";

    private AnswerCost() {}

    /** The folder of a shop's files, and the first day that is not known. */
    public static void main(String[] arguments) throws IOException {
        LocalDate day = LocalDate.parse(arguments[1]);
        Cut cut = Cut.of(ShopFiles.read(Path.of(arguments[0])), day, 28);
        PurchaseModel model = cut.model();
        Recommender recommender = new Recommender(model, Math.toIntExact(day.toEpochDay()));
        LiveShop shop = new LiveShop("shop", ZoneId.of("Europe/London"), "GBP", model, recommender);
        Random random = new Random(1);
        Lists lists = new Lists(new HeldOut(5), new ListIds(InstantSource.system(), random::nextLong));
        Lists own = new Lists(new HeldOut(0), new ListIds(InstantSource.system(), random::nextLong));
        List<String> customers = List.copyOf(cut.wanted().keySet());
        RequestValidator validator = RequestValidator.forServices(
                RefusalStatus.DOMAIN, RecommendationServiceGrpc.getServiceDescriptor());

        customers.forEach(one -> recommender.recommend(Request.of(one, Mode.ALL, 10)));
        print("the rules of the contract", customers, one -> {
            validator.validate(ask(one).build());
            return 1;
        });
        print("kept: the recommender alone", customers, one -> recommender.kept(Request.of(one, Mode.ALL, 10)));
        print("kept: the whole answer", customers, one -> kept(own, shop, ask(one)));
        print("kept: the whole answer, as bytes", customers, one -> kept(own, shop, ask(one)).toByteArray());
        print("kept: with three filters", customers, one -> kept(own, shop, ask(one).setFilter(filter())));
        if (sink.equals("")) {
            throw new IllegalStateException("sink: nothing (expected: the last answer)");
        }
        print("not kept: the blend alone", customers, one -> recommender.blend(Request.of(one, Mode.ALL, 10)));
        print("not kept: the blend alone, 30", customers, one -> recommender.blend(Request.of(one, Mode.ALL, 30)));
        print("not kept: with a basket", customers, one -> own.found(own.ask(shop, one, ask(one).addBasketProductIds("85123A").addBasketProductIds("22423").build())));
        print("held out", customers, one -> {
            Lists.Ask ask = lists.ask(shop, one, ask(one).build());
            return lists.found(new Lists.Ask(shop, dev.giveback.recommendation.v1.Personalization.PERSONALIZATION_HELD_OUT, ask.request(), false));
        });
        List<String> products = cut.files().products().keySet().stream().limit(1000).toList();
        print("similar products", products, one -> recommender.similar(one, Request.of("", Mode.ALL, 10)));
        print("taste", customers, recommender::taste);
    }

    private static RecommendRequest.Builder ask(String customer) {
        return RecommendRequest.newBuilder().setCustomer("programs/shop/customers/" + customer);
    }

    private static ProductFilter.Builder filter() {
        return ProductFilter.newBuilder().addExcludeProductIds("22423").setOnlyAvailable(true).setMaxPerCategory(5);
    }

    private static RecommendResponse kept(Lists lists, LiveShop shop, RecommendRequest.Builder call) {
        RecommendRequest built = call.build();
        Checks.Name name = Checks.customer(built.getCustomer(), "customer");
        Lists.Ask ask = lists.ask(shop, name.id(), built);
        Optional<RecommendResponse> kept = lists.kept(ask);
        return kept.orElseGet(() -> lists.found(ask));
    }

    private static void print(String what, List<String> ids, Function<String, Object> answer) {
        long least = Long.MAX_VALUE;
        List<Long> each = new ArrayList<>();
        for (int round = 0; round < WARM_UP + 3; round++) {
            long[] nanos = new long[ids.size()];
            long start = cpu();
            for (int i = 0; i < nanos.length; i++) {
                long before = System.nanoTime();
                sink = answer.apply(ids.get(i));
                nanos[i] = System.nanoTime() - before;
            }
            if (round >= WARM_UP) {
                least = Math.min(least, (cpu() - start) / ids.size());
                Arrays.stream(nanos).forEach(each::add);
            }
        }
        each.sort(null);
        System.out.printf(
                "%-40s %8.1f us CPU a call; middle %8.1f, p99 %8.1f us by the clock%n",
                what, least / 1e3, each.get(each.size() / 2) / 1e3, each.get(each.size() * 99 / 100) / 1e3);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().isCurrentThreadCpuTimeSupported()
                ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime()
                : System.nanoTime();
    }
}
