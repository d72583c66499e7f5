package dev.giveback.feedback.reports;

/** How many of those who were asked bought again, and of those who were held out. */
public record ReturnReport(Interval asked, Interval heldOut, Interval difference) {
    /** The report of these counts. */
    static ReturnReport of(long askedReturned, long asked, long heldOutReturned, long heldOut) {
        Interval one = Interval.ofShare(askedReturned, asked);
        Interval other = Interval.ofShare(heldOutReturned, heldOut);
        return new ReturnReport(one, other, Interval.ofDifference(one, other));
    }
}
