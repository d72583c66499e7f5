package dev.giveback.standalone;

import dev.giveback.loyalty.v1.Customer;
import dev.giveback.loyalty.v1.GetCustomerRequest;
import dev.giveback.loyalty.v1.GetProgramRequest;
import dev.giveback.loyalty.v1.ListCouponsRequest;
import dev.giveback.loyalty.v1.ListCouponsResponse;
import dev.giveback.loyalty.v1.ListLotsRequest;
import dev.giveback.loyalty.v1.ListLotsResponse;
import dev.giveback.loyalty.v1.ListStatementEntriesRequest;
import dev.giveback.loyalty.v1.ListStatementEntriesResponse;
import dev.giveback.loyalty.v1.Program;
import dev.giveback.standalone.client.GatewayClient;

/** What there is to show of a customer. */
record CustomerReport(
        Program program,
        Customer customer,
        ListLotsResponse lots,
        ListCouponsResponse coupons,
        ListStatementEntriesResponse statement) {
    private static final int COUPONS = 200;

    /**
     * Reads it through the gateway.
     *
     * @param lots how many lots, 1 to 1,000
     * @param entries how many entries of the statement, 1 to 1,000
     */
    static CustomerReport read(GatewayClient client, String program, String id, int lots, int entries) {
        String parent = "programs/" + program;
        String name = parent + "/customers/" + id;
        var customer = client.customers()
                .getCustomer(GetCustomerRequest.newBuilder().setName(name).build());
        var customerAnswer = client.await(customer).getCustomer();
        var rules = client.programs()
                .getProgram(GetProgramRequest.newBuilder().setName(parent).build());
        var lotPage = client.points()
                .listLots(ListLotsRequest.newBuilder()
                        .setParent(name)
                        .setPageSize(lots)
                        .build());
        // A customer holds 200 at most.
        var couponPage = client.coupons()
                .listCoupons(ListCouponsRequest.newBuilder()
                        .setParent(name)
                        .setPageSize(COUPONS)
                        .build());
        var statementPage = client.points()
                .listStatementEntries(ListStatementEntriesRequest.newBuilder()
                        .setParent(name)
                        .setPageSize(entries)
                        .build());
        return new CustomerReport(
                client.await(rules).getProgram(),
                customerAnswer,
                client.await(lotPage),
                client.await(couponPage),
                client.await(statementPage));
    }

    /** The customer, the lots, the coupons held and the statement as one JSON object, in the JSON of their messages. */
    String json() {
        return "{\n\"customer\": " + Printing.json(customer) + ",\n\"lots\": " + Printing.json(lots)
                + ",\n\"coupons\": " + Printing.json(coupons) + ",\n\"statement\": " + Printing.json(statement) + "\n}";
    }
}
