package dev.giveback.recommendation.grpc;

import com.google.protobuf.util.Timestamps;
import dev.giveback.recommendation.catalogue.Catalogue;
import dev.giveback.recommendation.catalogue.CatalogueEntry;
import dev.giveback.recommendation.catalogue.CatalogueImport;
import dev.giveback.recommendation.contract.Products;
import dev.giveback.recommendation.contract.Reason;
import dev.giveback.recommendation.contract.RefusalStatus;
import dev.giveback.recommendation.live.LiveShop;
import dev.giveback.recommendation.live.Shops;
import dev.giveback.recommendation.v1.CatalogueServiceGrpc;
import dev.giveback.recommendation.v1.GetProductRequest;
import dev.giveback.recommendation.v1.GetProductResponse;
import dev.giveback.recommendation.v1.ImportProductsRequest;
import dev.giveback.recommendation.v1.ImportProductsResponse;
import dev.giveback.recommendation.v1.ListProductsRequest;
import dev.giveback.recommendation.v1.ListProductsResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;

/** The catalogue of products. Everything here waits for the database, on threads that may. */
public final class CatalogueGrpcService extends CatalogueServiceGrpc.CatalogueServiceImplBase {
    private static final int DEFAULT_PAGE_SIZE = 50;

    private final Calls calls;
    private final DataSource source;
    private final Catalogue catalogue;
    private final InstantSource clock;
    private final Executor blocking;

    /**
     * The service.
     *
     * @param source connections that find the tables of the catalogue
     * @param blocking whose threads may wait for the database
     */
    public CatalogueGrpcService(Shops shops, DataSource source, InstantSource clock, Executor blocking) {
        this.calls = new Calls(shops);
        this.source = source;
        this.catalogue = new Catalogue(source);
        this.clock = clock;
        this.blocking = blocking;
    }

    @Override
    public StreamObserver<ImportProductsRequest> importProducts(StreamObserver<ImportProductsResponse> responses) {
        return new ImportStream(
                calls, program -> new CatalogueImport(source, program, clock), blocking, (ServerCallStreamObserver<
                                ImportProductsResponse>)
                        responses);
    }

    @Override
    public void getProduct(GetProductRequest call, StreamObserver<GetProductResponse> responses) {
        Calls.answer(
                () -> {
                    Checks.Name name = Checks.product(call.getName(), "name");
                    LiveShop shop = calls.shop(name.program());
                    Calls.answerOn(blocking, () -> Calls.respond(product(shop, name.id()), responses), responses);
                },
                responses);
    }

    private GetProductResponse product(LiveShop shop, String id) throws Exception {
        CatalogueEntry entry = catalogue
                .find(shop.program(), id)
                .orElseThrow(() ->
                        RefusalStatus.of(Reason.PRODUCT_NOT_FOUND, "product: the catalogue has no product " + id));
        return GetProductResponse.newBuilder()
                .setProduct(products(shop).published(entry.product()))
                .setUpdateTime(Timestamps.fromMillis(entry.updateTime().toEpochMilli()))
                .build();
    }

    @Override
    public void listProducts(ListProductsRequest call, StreamObserver<ListProductsResponse> responses) {
        Calls.answer(
                () -> {
                    LiveShop shop = calls.shop(Checks.program(call.getParent(), "parent"));
                    Checks.text(call.getCategory(), "category");
                    String after = ProductPages.last(call);
                    Calls.answerOn(blocking, () -> Calls.respond(page(shop, after, call), responses), responses);
                },
                responses);
    }

    /** One more than the page holds is read, to know whether there is another. */
    private ListProductsResponse page(LiveShop shop, String after, ListProductsRequest call) throws Exception {
        int size = call.getPageSize() == 0 ? DEFAULT_PAGE_SIZE : call.getPageSize();
        List<CatalogueEntry> read =
                catalogue.list(shop.program(), after, call.getCategory(), call.getOnlyAvailable(), size + 1);
        Products products = products(shop);
        ListProductsResponse.Builder page = ListProductsResponse.newBuilder();
        read.stream().limit(size).forEach(entry -> page.addProducts(products.published(entry.product())));
        if (read.size() > size) {
            page.setNextPageToken(
                    ProductPages.after(call, read.get(size - 1).product().id()));
        }
        return page.build();
    }

    private static Products products(LiveShop shop) {
        return new Products(shop.program(), shop.currencyCode());
    }
}
