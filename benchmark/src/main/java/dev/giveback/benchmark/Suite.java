package dev.giveback.benchmark;

import dev.giveback.benchmark.report.Audit;
import java.util.List;

/** Some contenders that are compared with each other, and what has to be done for them before and afterwards. */
interface Suite {
    /** Which suites there are. */
    enum Name {
        /** Plain checkouts and empty calls. */
        CHECKOUT,
        /** Checkouts in two steps, and refunds. */
        ORDERS,
        /** Reads of one customer, and quotes. */
        READS,
        /** Reads and checkouts mixed, and one hot customer. */
        MIXED,
        /** Checkouts with a coupon and points. */
        COUPONS,
        /** Claims of one hot campaign. */
        CLAIMS,
        /** Codes, streamed. */
        CODES,
        /** Recommendations about a real shop's customers. */
        RECOMMENDATIONS
    }

    /** Which it is. */
    Name name();

    /** Makes what the contenders need, and warms up. Nothing of it is counted. */
    void prepare() throws InterruptedException;

    /** Those that call the gateway, in the order in which they run. */
    List<Contender> gateway();

    /** Those that pgbench runs, in the order in which they run. */
    List<Contender> sql(SqlContenders make);

    /** Whether the server recorded what it acknowledged to this suite. */
    List<Audit> audits() throws InterruptedException;
}
