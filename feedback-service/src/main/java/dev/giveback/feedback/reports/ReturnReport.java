package dev.giveback.feedback.reports;

/**
 * How many of those who were to be asked bought again, and of those who were held out.
 *
 * @param invited of those to be asked, how many got the invitation
 */
public record ReturnReport(Interval asked, Interval heldOut, Interval difference, long invited) {
    /** The report of these counts. */
    static ReturnReport of(long askedReturned, long asked, long heldOutReturned, long heldOut, long invited) {
        Interval one = Interval.ofShare(askedReturned, asked);
        Interval other = Interval.ofShare(heldOutReturned, heldOut);
        return new ReturnReport(one, other, Interval.ofDifference(one, other), invited);
    }
}
