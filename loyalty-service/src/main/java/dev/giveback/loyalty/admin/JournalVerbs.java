package dev.giveback.loyalty.admin;

import dev.giveback.loyalty.backtest.Backtests;
import dev.giveback.loyalty.feed.EventTails;
import dev.giveback.loyalty.grpc.PersonalDataExport;
import dev.giveback.loyalty.history.History;
import dev.giveback.loyalty.late.CorrectCalls;
import dev.giveback.loyalty.late.RederiveCalls;
import dev.giveback.loyalty.liability.LiabilityReports;
import dev.giveback.loyalty.privacy.PrivacyVerbs;
import dev.giveback.loyalty.rebuild.Rebuilds;
import dev.giveback.loyalty.rebuild.SnapshotDrops;
import dev.giveback.loyalty.seal.JournalSeals;
import dev.giveback.loyalty.v1.ExportJournalResponse;
import dev.giveback.loyalty.v1.ImportJournalRequest;
import dev.giveback.loyalty.v1.ImportJournalResponse;
import dev.giveback.loyalty.verification.DriftCheck;
import dev.giveback.loyalty.verification.Verifier;
import dev.giveback.platform.acts.ActList;
import dev.giveback.platform.acts.AdminActs;
import dev.giveback.platform.acts.Works;
import dev.giveback.platform.archive.JournalExport;
import dev.giveback.platform.archive.JournalImport;

/** What does the verbs of {@link JournalGrpcService}. */
public record JournalVerbs(
        ActList acts,
        AdminActs recorder,
        Works works,
        History history,
        Backtests backtests,
        LiabilityReports liability,
        JournalExport<ExportJournalResponse> exports,
        JournalImport<ImportJournalRequest, ImportJournalResponse> imports,
        Rebuilds rebuilds,
        SnapshotDrops snapshotDrops,
        JournalSeals seals,
        EventTails tails,
        Verifier verifier,
        DriftCheck driftCheck,
        PrivacyVerbs privacy,
        PersonalDataExport personalData,
        RederiveCalls rederive,
        CorrectCalls correct) {}
