package dev.giveback.coupon.admin;

import dev.giveback.coupon.v1.ExportCampaignsResponse;
import dev.giveback.coupon.v1.ImportCampaignsRequest;
import dev.giveback.coupon.v1.ImportCampaignsResponse;
import dev.giveback.coupon.verification.CampaignVerifier;
import dev.giveback.platform.acts.ActList;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.archive.JournalExport;
import dev.giveback.platform.archive.JournalImport;

/** What does the verbs of {@link CampaignJournalGrpcService}. */
public record CampaignJournalVerbs(
        ActList acts,
        Works works,
        CampaignVerifier verifier,
        JournalExport<ExportCampaignsResponse> exports,
        JournalImport<ImportCampaignsRequest, ImportCampaignsResponse> imports,
        CampaignRebuilds rebuilds,
        CustomerFacts customerFacts) {}
