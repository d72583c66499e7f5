package dev.giveback.feedback.grpc;

import com.google.protobuf.ByteString;
import dev.giveback.feedback.directory.AnswerEntry;
import dev.giveback.feedback.directory.AnswerFilter;
import dev.giveback.feedback.directory.AnswerTable;
import dev.giveback.feedback.directory.PageKey;
import dev.giveback.feedback.outreach.Names.SourceName;
import dev.giveback.feedback.reports.ResponseCsv;
import dev.giveback.feedback.v1.ExportResponsesRequest;
import dev.giveback.feedback.v1.ExportResponsesResponse;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes the answers of a survey as CSV, no faster than the caller takes them: so many in memory as one page has. */
final class ResponseExport {
    private static final int PAGE = 500;
    private static final int PIECE_BYTES = 64 * 1024;

    private final AnswerTable answers;
    private final SourceName name;
    private final ExportResponsesRequest request;
    private final ResponseCsv csv;
    private final ReadyStream<ExportResponsesResponse> stream;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream(PIECE_BYTES);

    ResponseExport(
            AnswerTable answers,
            SourceName name,
            ExportResponsesRequest request,
            ResponseCsv csv,
            ReadyStream<ExportResponsesResponse> stream) {
        this.answers = answers;
        this.name = name;
        this.request = request;
        this.csv = csv;
        this.stream = stream;
    }

    /** Sends all of it; it ends early when the caller has gone. */
    void send() {
        AnswerFilter filter = new AnswerFilter("", null, null, request.getIncludeSimulated());
        boolean isWanted = add(csv.header());
        PageKey end = PageKey.OLDEST;
        while (isWanted) {
            PageKey from = end;
            List<AnswerEntry> page = Reads.run(() ->
                    answers.after(name.program(), name.sourceId(), filter, request.getIncludeTexts(), from, PAGE));
            for (int i = 0; i < page.size() && isWanted; i++) {
                isWanted = add(csv.line(page.get(i)));
            }
            if (page.size() < PAGE) {
                break;
            }
            end = page.getLast().key();
        }
        if (isWanted && flush()) {
            stream.complete();
        }
    }

    private boolean add(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        if (piece.size() > 0 && piece.size() + bytes.length > PIECE_BYTES && !flush()) {
            return false;
        }
        piece.writeBytes(bytes);
        return true;
    }

    private boolean flush() {
        boolean isSent = stream.send(ExportResponsesResponse.newBuilder()
                .setData(ByteString.copyFrom(piece.toByteArray()))
                .build());
        piece.reset();
        return isSent;
    }
}
