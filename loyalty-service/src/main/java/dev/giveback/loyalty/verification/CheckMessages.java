package dev.giveback.loyalty.verification;

import dev.giveback.admin.v1.WorkProgress;
import dev.giveback.loyalty.v1.CheckDriftResponse;
import dev.giveback.loyalty.v1.VerificationFinding;
import dev.giveback.loyalty.v1.VerificationSummary;
import dev.giveback.loyalty.v1.VerifyJournalResponse;

/** How a check tells what it finds. */
interface CheckMessages<R> {
    /** Something is wrong. */
    R finding(VerificationFinding finding);

    /**
     * How far it is.
     *
     * @param resumeToken where another check can go on; empty for nowhere
     */
    R progress(WorkProgress progress, String resumeToken);

    /** The end. */
    R summary(VerificationSummary summary);

    /** Those of a check of the journal. */
    CheckMessages<VerifyJournalResponse> OF_JOURNAL = new CheckMessages<>() {
        @Override
        public VerifyJournalResponse finding(VerificationFinding finding) {
            return VerifyJournalResponse.newBuilder().setFinding(finding).build();
        }

        @Override
        public VerifyJournalResponse progress(WorkProgress progress, String resumeToken) {
            return VerifyJournalResponse.newBuilder()
                    .setProgress(progress)
                    .setResumeToken(resumeToken)
                    .build();
        }

        @Override
        public VerifyJournalResponse summary(VerificationSummary summary) {
            return VerifyJournalResponse.newBuilder().setSummary(summary).build();
        }
    };

    /** Those of a drift check. */
    CheckMessages<CheckDriftResponse> OF_DRIFT = new CheckMessages<>() {
        @Override
        public CheckDriftResponse finding(VerificationFinding finding) {
            return CheckDriftResponse.newBuilder().setFinding(finding).build();
        }

        @Override
        public CheckDriftResponse progress(WorkProgress progress, String resumeToken) {
            return CheckDriftResponse.newBuilder().setProgress(progress).build();
        }

        @Override
        public CheckDriftResponse summary(VerificationSummary summary) {
            return CheckDriftResponse.newBuilder().setSummary(summary).build();
        }
    };
}
