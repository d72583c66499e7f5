package dev.giveback.gateway.web;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.Code;
import com.google.rpc.ErrorInfo;
import dev.giveback.feedback.v1.AnswerServiceGrpc.AnswerServiceImplBase;
import dev.giveback.feedback.v1.ContactPurpose;
import dev.giveback.feedback.v1.OpenInvitationRequest;
import dev.giveback.feedback.v1.OpenInvitationResponse;
import dev.giveback.feedback.v1.OpenUnsubscribeRequest;
import dev.giveback.feedback.v1.OpenUnsubscribeResponse;
import dev.giveback.feedback.v1.QuestionKind;
import dev.giveback.feedback.v1.Reward;
import dev.giveback.feedback.v1.ShownChoice;
import dev.giveback.feedback.v1.ShownQuestion;
import dev.giveback.feedback.v1.SubmitResponseRequest;
import dev.giveback.feedback.v1.SubmitResponseResponse;
import dev.giveback.feedback.v1.UnsubscribeRequest;
import dev.giveback.feedback.v1.UnsubscribeResponse;
import dev.giveback.gateway.GatewaySettings;
import dev.giveback.gateway.http.HttpPort;
import dev.giveback.gateway.http.HttpSettings;
import dev.giveback.platform.config.Settings;
import dev.giveback.platform.grpc.Channels;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.StatusRuntimeException;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** The web port before an answer service whose answers a test gives, and a browser without scripts. */
final class AnswerBench {
    static final String TOKEN = "AbC-_123";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server;
    private final ManagedChannel channel;
    private final HttpPort web;
    final List<SubmitResponseRequest> submitted = new CopyOnWriteArrayList<>();
    final List<UnsubscribeRequest> unsubscribed = new CopyOnWriteArrayList<>();
    volatile Function<OpenInvitationRequest, OpenInvitationResponse> open = AnswerBench::opened;
    volatile Function<SubmitResponseRequest, SubmitResponseResponse> submit = AnswerBench::recorded;
    volatile Function<OpenUnsubscribeRequest, OpenUnsubscribeResponse> openUnsubscribe = AnswerBench::openedUnsubscribe;

    AnswerBench() throws IOException {
        String name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name)
                .addService(new Fake())
                .build()
                .start();
        channel = Channels.inProcess(name);
        Settings settings = Settings.load(
                Map.of(
                        "giveback.gateway.web.port", 0,
                        "giveback.gateway.web.surfaces", "pages",
                        "giveback.gateway.web.max-form-size", "64 KiB"),
                GatewaySettings.RESOURCE);
        CustomerPages pages = CustomerPages.of(WebSettings.from(settings), channel, new SimpleMeterRegistry());
        web = HttpPort.start(HttpSettings.from(settings), "nobody", List.of(), pages, new SimpleMeterRegistry());
    }

    /** Forgets what was handed in, and answers as at the start. */
    void answerAsEver() {
        submitted.clear();
        unsubscribed.clear();
        open = AnswerBench::opened;
        submit = AnswerBench::recorded;
        openUnsubscribe = AnswerBench::openedUnsubscribe;
    }

    private static OpenInvitationResponse opened(OpenInvitationRequest request) {
        return survey(request.getLanguageCode());
    }

    private static SubmitResponseResponse recorded(SubmitResponseRequest request) {
        return SubmitResponseResponse.newBuilder().setLanguageCode("en").build();
    }

    private static OpenUnsubscribeResponse openedUnsubscribe(OpenUnsubscribeRequest request) {
        return OpenUnsubscribeResponse.newBuilder()
                .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                .setProgramDisplayName("The Shop")
                .setLanguageCode("en")
                .build();
    }

    /** A survey with each kind of question, in English or German. */
    static OpenInvitationResponse survey(String language) {
        boolean german = language.equals("de");
        return OpenInvitationResponse.newBuilder()
                .setTitle(german ? "Wie war Ihr Einkauf?" : "How was your purchase?")
                .setLanguageCode(german ? "de" : "en")
                .addAllLanguageCodes(List.of("en", "de"))
                .setReward(Reward.newBuilder().setPoints(50))
                .setProgramDisplayName("The Shop")
                .addQuestions(question(
                                "recommend",
                                QuestionKind.QUESTION_KIND_NPS,
                                german
                                        ? "Empfehlen Sie uns weiter?"
                                        : "How likely are you to recommend us to a friend?")
                        .setRequired(true))
                .addQuestions(
                        question("service", QuestionKind.QUESTION_KIND_CSAT, "How satisfied are you with our service?"))
                .addQuestions(
                        question("ease", QuestionKind.QUESTION_KIND_CES, "How easy was it to find what you wanted?"))
                .addQuestions(question("why", QuestionKind.QUESTION_KIND_FREE_TEXT, "What could we do better?"))
                .addQuestions(question("where", QuestionKind.QUESTION_KIND_SINGLE_CHOICE, "Where did you hear of us?")
                        .setRequired(true)
                        .addChoices(choice("friend", "From a friend"))
                        .addChoices(choice("web", "On the web")))
                .addQuestions(question("what", QuestionKind.QUESTION_KIND_MULTIPLE_CHOICE, "What did you like?")
                        .addChoices(choice("price", "The price"))
                        .addChoices(choice("people", "The people")))
                .build();
    }

    static ShownQuestion.Builder question(String id, QuestionKind kind, String text) {
        return ShownQuestion.newBuilder().setQuestionId(id).setKind(kind).setText(text);
    }

    private static ShownChoice choice(String id, String text) {
        return ShownChoice.newBuilder().setChoiceId(id).setText(text).build();
    }

    static StatusRuntimeException refused(Code code, String reason, Map<String, String> metadata) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code.getNumber())
                .addDetails(Any.pack(ErrorInfo.newBuilder()
                        .setDomain("feedback.giveback.dev")
                        .setReason(reason)
                        .putAllMetadata(metadata)
                        .build()))
                .build());
    }

    static StatusRuntimeException invalid(String field, String rule) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Code.INVALID_ARGUMENT_VALUE)
                .addDetails(Any.pack(
                        ErrorInfo.newBuilder().setReason("INVALID_FIELD").build()))
                .addDetails(Any.pack(BadRequest.newBuilder()
                        .addFieldViolations(BadRequest.FieldViolation.newBuilder()
                                .setField(field)
                                .setDescription(rule))
                        .build()))
                .build());
    }

    int port() {
        return web.port();
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, null, headers);
    }

    /** Fields in pairs, name and value. */
    HttpResponse<String> post(String path, List<Map.Entry<String, String>> fields) throws Exception {
        return send("POST", path, form(fields), "Content-Type", "application/x-www-form-urlencoded");
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    static String form(List<Map.Entry<String, String>> fields) {
        return fields.stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Document page(HttpResponse<String> response) {
        return Jsoup.parse(response.body());
    }

    void close() throws Exception {
        web.close();
        http.close();
        Channels.close(channel, Duration.ofMillis(100));
        server.shutdownNow();
    }

    private final class Fake extends AnswerServiceImplBase {
        @Override
        public void openInvitation(OpenInvitationRequest request, StreamObserver<OpenInvitationResponse> answer) {
            reply(answer, request, open);
        }

        @Override
        public void submitResponse(SubmitResponseRequest request, StreamObserver<SubmitResponseResponse> answer) {
            submitted.add(request);
            reply(answer, request, submit);
        }

        @Override
        public void openUnsubscribe(OpenUnsubscribeRequest request, StreamObserver<OpenUnsubscribeResponse> answer) {
            reply(answer, request, openUnsubscribe);
        }

        @Override
        public void unsubscribe(UnsubscribeRequest request, StreamObserver<UnsubscribeResponse> answer) {
            unsubscribed.add(request);
            reply(
                    answer,
                    request,
                    asked -> UnsubscribeResponse.newBuilder()
                            .setPurpose(ContactPurpose.CONTACT_PURPOSE_SURVEY)
                            .setLanguageCode("en")
                            .build());
        }

        private static <Q, A> void reply(StreamObserver<A> observer, Q request, Function<Q, A> answers) {
            try {
                observer.onNext(answers.apply(request));
                observer.onCompleted();
            } catch (StatusRuntimeException refused) {
                observer.onError(refused);
            }
        }
    }
}
