package dev.giveback.recommendation.grpc;

import static dev.giveback.recommendation.grpc.TestNode.PARENT;
import static dev.giveback.recommendation.grpc.TestNode.product;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Timestamps;
import com.google.type.Money;
import dev.giveback.recommendation.v1.GetProductRequest;
import dev.giveback.recommendation.v1.GetProductResponse;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.ListProductsRequest;
import dev.giveback.recommendation.v1.ListProductsResponse;
import dev.giveback.recommendation.v1.Product;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Imports and lists of products, by gRPC on a real PostgreSQL. */
final class CatalogueServiceTest {
    private final TestNode node = TestNode.start(0);

    @AfterEach
    void stop() {
        node.close();
    }

    private static Money pounds(long units) {
        return Money.newBuilder().setCurrencyCode("GBP").setUnits(units).build();
    }

    private static Product named(String id) {
        return Product.newBuilder().setName(product(id)).build();
    }

    private static Product candle() {
        return Product.newBuilder()
                .setName(product("C1"))
                .setDisplayName("Soy candle – white")
                .setCategory("Candles")
                .addTags("soy")
                .addTags("white")
                .setPrice(Money.newBuilder().setCurrencyCode("GBP").setUnits(4).setNanos(950_000_000))
                .setAvailable(true)
                .build();
    }

    private Product read(String id) {
        return node.products()
                .getProduct(GetProductRequest.newBuilder().setName(product(id)).build())
                .getProduct();
    }

    private List<String> ids(UnaryOperator<ListProductsRequest.Builder> asked) {
        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            ListProductsResponse page = node.products()
                    .listProducts(asked.apply(ListProductsRequest.newBuilder().setParent(PARENT))
                            .setPageToken(token)
                            .build());
            page.getProductsList()
                    .forEach(one -> ids.add(one.getName().substring(product("").length())));
            token = page.getNextPageToken();
        } while (!token.isEmpty());
        return ids;
    }

    private static ImportProductsResponse counts(long read, long added, long changed, long withdrawn) {
        return ImportProductsResponse.newBuilder()
                .setProductCount(read)
                .setAddedCount(added)
                .setChangedCount(changed)
                .setWithdrawnCount(withdrawn)
                .build();
    }

    @Test
    void aProductIsReadAsItWasToldAndReachesTheModel() throws InterruptedException {
        assertThat(Import.send(node, false, candle())).isEqualTo(counts(1, 1, 0, 0));

        GetProductResponse read = node.products()
                .getProduct(
                        GetProductRequest.newBuilder().setName(product("C1")).build());
        assertThat(read.getProduct()).isEqualTo(candle());
        assertThat(Timestamps.toString(read.getUpdateTime())).isEqualTo("2026-03-02T12:00:00Z");
        for (int i = 0; i < 100 && node.model.product("C1") == null; i++) {
            Thread.sleep(50);
        }
        assertThat(node.model.product("C1"))
                .isEqualTo(new dev.giveback.recommendation.domain.Product(
                        "C1", "Soy candle – white", "Candles", List.of("soy", "white"), 495, true));
    }

    @Test
    void fieldsThatAreNotSetAreTakenBack() {
        Import.send(node, false, candle());

        assertThat(Import.send(node, false, named("C1"))).isEqualTo(counts(1, 0, 1, 0));
        assertThat(read("C1"))
                .isEqualTo(named("C1").toBuilder().setAvailable(true).build());
    }

    @Test
    void theSameImportAgainChangesNothing() {
        Import.send(node, true, candle(), named("C2"));

        assertThat(Import.send(node, true, candle(), named("C2"))).isEqualTo(counts(2, 0, 0, 0));
    }

    @Test
    void ofAProductThatComesTwiceTheLastCounts() {
        Product other = candle().toBuilder().setCategory("Wax").build();

        assertThat(Import.send(node, false, candle(), other)).isEqualTo(counts(2, 1, 0, 0));
        assertThat(read("C1").getCategory()).isEqualTo("Wax");
        ImportProductsResponse twoMessages = Import.begin(node.imports())
                .message(PARENT, false, List.of(candle()))
                .message("", false, List.of(other, other))
                .end();
        assertThat(twoMessages).isEqualTo(counts(3, 0, 2, 0));
    }

    @Test
    void aCompleteImportWithdrawsWhatItDoesNotName() {
        Import.send(
                node,
                false,
                candle(),
                named("C2"),
                named("C3").toBuilder().setAvailable(false).build());

        assertThat(Import.send(node, true, named("C2"))).isEqualTo(counts(1, 0, 0, 1));
        assertThat(read("C1"))
                .isEqualTo(candle().toBuilder().setAvailable(false).build());
        assertThat(ids(asked -> asked)).containsExactly("C1", "C2", "C3");
        assertThat(ids(asked -> asked.setOnlyAvailable(true))).containsExactly("C2");
        assertThat(Import.send(node, true, named("C2"), candle())).isEqualTo(counts(2, 0, 1, 0));
        assertThat(ids(asked -> asked.setOnlyAvailable(true))).containsExactly("C1", "C2");
    }

    @Test
    void anImportThatBreaksOffKeepsWhatWasDurableAndWithdrawsNothing() throws InterruptedException {
        Import.send(node, false, named("OLD"));
        Import broken = Import.begin(node.imports()).message(PARENT, true, List.of(named("A"), named("B")));
        for (int i = 0; i < 100 && ids(asked -> asked).size() < 3; i++) {
            Thread.sleep(50);
        }
        broken.breakOff();

        assertThat(ids(asked -> asked.setOnlyAvailable(true))).containsExactly("A", "B", "OLD");
        assertThat(Import.send(node, true, named("A"), named("B"), named("C"))).isEqualTo(counts(3, 1, 0, 1));
        assertThat(ids(asked -> asked.setOnlyAvailable(true))).containsExactly("A", "B", "C");
    }

    @Test
    void aMessageIsRefusedAsAWholeAndNamesTheField() {
        Product bad = candle().toBuilder().setPrice(pounds(-1)).build();
        Import refused = Import.begin(node.imports())
                .message(PARENT, true, List.of(named("A")))
                .message("", false, List.of(named("B"), bad));

        Refused.field("messages[1].products[1].price", refused::await);
        assertThat(ids(asked -> asked)).containsExactly("A");
    }

    @Test
    void everyFieldHasItsRule() {
        Product.Builder good = candle().toBuilder();
        refusedField("name", good.clone().setName("programs/shop/products/"));
        refusedField("name", good.clone().setName("programs/other/products/C1"));
        refusedField("name", good.clone().setName(product("a/b")));
        refusedField("name", good.clone().setName(product("x".repeat(65))));
        refusedField("name", good.clone().setName(product("a\nb")));
        refusedField("display_name", good.clone().setDisplayName("x".repeat(201)));
        refusedField("display_name", good.clone().setDisplayName("a\u0000b"));
        refusedField("category", good.clone().setCategory("x".repeat(65)));
        refusedField("category", good.clone().setCategory("a\tb"));
        refusedField("tags[2]", good.clone().addTags("a\nb"));
        refusedField("tags[2]", good.clone().addTags(""));
        refusedField("tags", good.clone().addTags("soy"));
        refusedField(
                "tags",
                good.clone()
                        .addAllTags(
                                IntStream.range(0, 15).mapToObj(i -> "t" + i).toList()));
        refusedField("price", good.clone().setPrice(pounds(0)));
        refusedField(
                "price",
                good.clone().setPrice(Money.newBuilder().setCurrencyCode("EUR").setUnits(1)));
        refusedField("price", good.clone().setPrice(pounds(1).toBuilder().setNanos(1)));
        assertThat(ids(asked -> asked)).isEmpty();
    }

    private void refusedField(String field, Product.Builder product) {
        Refused.field("messages[0].products[0]." + field, () -> Import.send(node, false, product.build()));
    }

    @Test
    void theStreamHasItsRules() {
        Refused.field("messages", () -> Import.begin(node.imports()).end());
        Refused.field(
                "messages[0].program",
                () -> Import.begin(node.imports())
                        .message("", false, List.of(candle()))
                        .end());
        Refused.field(
                "messages[1].program",
                () -> Import.begin(node.imports())
                        .message(PARENT, false, List.of(candle()))
                        .message("programs/other", false, List.of(candle()))
                        .end());
        Refused.field(
                "messages",
                () -> Import.begin(node.imports())
                        .message(PARENT, true, List.of())
                        .end());
        Refused.field(
                "messages[0].products",
                () -> Import.begin(node.imports())
                        .message(
                                PARENT,
                                false,
                                IntStream.range(0, 1001)
                                        .mapToObj(i -> named("p" + i))
                                        .toList())
                        .end());
        Refused.refused(
                Status.Code.NOT_FOUND,
                "PROGRAM_NOT_FOUND",
                "",
                () -> Import.begin(node.imports())
                        .message("programs/other", false, List.of(candle()))
                        .end());
        assertThat(Import.begin(node.imports())
                        .message(PARENT, false, List.of())
                        .end())
                .isEqualTo(counts(0, 0, 0, 0));
        assertThat(read("C1")).isEqualTo(candle());
    }

    @Test
    void manyMessagesInOneStreamComeInTheirOrder() {
        Import stream = Import.begin(node.imports());
        for (int message = 0; message < 30; message++) {
            List<Product> products = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                products.add(named("p" + i).toBuilder()
                        .setCategory("message-" + message)
                        .build());
            }
            stream.message(message == 0 ? PARENT : "", false, products);
        }

        assertThat(stream.end()).isEqualTo(counts(3000, 100, 2900, 0));
        assertThat(read("p17").getCategory()).isEqualTo("message-29");
    }

    @Test
    void listsComeInPagesOfOneQuestion() {
        assertThat(ids(asked -> asked)).isEmpty();
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            products.add(named("p%03d".formatted(i)).toBuilder()
                    .setCategory(i % 3 == 0 ? "Third" : "")
                    .build());
        }
        Import.begin(node.imports()).message(PARENT, false, products).end();

        List<String> all = IntStream.range(0, 120).mapToObj("p%03d"::formatted).toList();
        assertThat(ids(asked -> asked)).isEqualTo(all);
        assertThat(ids(asked -> asked.setPageSize(7))).isEqualTo(all);
        assertThat(ids(asked -> asked.setPageSize(40))).isEqualTo(all);
        assertThat(ids(asked -> asked.setPageSize(120))).isEqualTo(all);
        assertThat(ids(asked -> asked.setPageSize(13).setCategory("Third")))
                .isEqualTo(IntStream.range(0, 40)
                        .mapToObj(i -> "p%03d".formatted(i * 3))
                        .toList());
        assertThat(ids(asked -> asked.setCategory("None"))).isEmpty();

        ListProductsRequest first = ListProductsRequest.newBuilder()
                .setParent(PARENT)
                .setPageSize(10)
                .build();
        String token = node.products().listProducts(first).getNextPageToken();
        Refused.field(
                "page_token",
                () -> node.products()
                        .listProducts(first.toBuilder()
                                .setPageToken(token)
                                .setCategory("Third")
                                .build()));
        Refused.field(
                "page_token",
                () -> node.products()
                        .listProducts(
                                first.toBuilder().setPageToken(token + "!").build()));
        Refused.field(
                "page_size",
                () -> node.products()
                        .listProducts(first.toBuilder().setPageSize(1001).build()));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        Refused.refused(Status.Code.NOT_FOUND, "PRODUCT_NOT_FOUND", "", () -> read("C1"));
        Refused.field(
                "name",
                () -> node.products()
                        .getProduct(GetProductRequest.newBuilder().setName("C1").build()));
        Refused.refused(
                Status.Code.NOT_FOUND,
                "PROGRAM_NOT_FOUND",
                "",
                () -> node.products()
                        .listProducts(ListProductsRequest.newBuilder()
                                .setParent("programs/other")
                                .build()));
    }

    @Test
    void aNodeThatStartsSaysSo() {
        try (TestNode starting = TestNode.starting()) {
            Refused.refused(Status.Code.UNAVAILABLE, "STARTING", "", () -> Import.send(starting, false, candle()));
            Refused.refused(
                    Status.Code.UNAVAILABLE,
                    "STARTING",
                    "",
                    () -> starting.products()
                            .listProducts(ListProductsRequest.newBuilder()
                                    .setParent(PARENT)
                                    .build()));
        }
    }
}
