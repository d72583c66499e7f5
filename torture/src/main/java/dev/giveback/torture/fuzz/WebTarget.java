package dev.giveback.torture.fuzz;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.giveback.gateway.Gateway;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The web port of the gateway, over a socket, so that no client mends what is sent: JSON for methods, the pages of customers, the console and the documents, and requests whose very frame is spoilt.
 *
 * @param isFramed whether the input is a method, a path and a body, sent as a request that is right otherwise; else the input is the request
 */
record WebTarget(String name, boolean isFramed, Supplier<Installation> installation) implements Target {
    /** Longer than any limit of ours: who is not answered by then hangs. */
    private static final int ANSWER_MILLIS = 60_000;

    /** A stream that was let in may stay open for ever. */
    private static final int MORE_MILLIS = 50;

    private static final int MOST_READ = 64 << 10;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\r\\n]*\\r\\n[\\s\\S]*");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^{}=]+(?:=([^{}]*))?}");
    private static final List<String> IDS = List.of("fuzz", "c1", "o1", "-", "x".repeat(70), "%00", "%2F", "..", "*");
    private static final List<String> PAGES = List.of(
            "GET /",
            "GET /console/",
            "GET /docs",
            "GET /v1/openapi.json",
            "GET /f/AAAA",
            "POST /f/AAAA",
            "GET /u/AAAA",
            "POST /u/AAAA",
            "OPTIONS /v1/programs",
            "HEAD /",
            "TRACE /",
            "GET /v1/programs/fuzz/customers?page_size=1&page_token=x&order_by=points",
            "GET //..//..//etc/passwd",
            "PUT *");
    private static final List<String> HEADERS = List.of(
            "Content-Type: text/plain",
            "Content-Encoding: gzip",
            "Transfer-Encoding: chunked",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Expect: 100-continue",
            "Upgrade: h2c",
            "Connection: Upgrade, HTTP2-Settings",
            "Cookie: session=\u0001; a=b; =",
            "Accept-Language: de, *;q=0, en;q=9, x-" + "y".repeat(100),
            "Origin: null",
            "X-Forwarded-For: 1.2.3.4, ::1, x",
            "grpc-timeout: 99999999S",
            "Giveback-Timeout: 1e9",
            "Host: ");

    /** JSON for methods and pages, each request right but for its path and body. */
    static WebTarget framed(Supplier<Installation> installation) {
        return new WebTarget("http-json", true, installation);
    }

    /** Whole requests. */
    static WebTarget raw(Supplier<Installation> installation) {
        return new WebTarget("http-requests", false, installation);
    }

    @Override
    public byte[] sample(Random random) {
        byte[] request = random.nextInt(5) == 0
                ? bytes(PAGES.get(random.nextInt(PAGES.size())) + "\n" + "score.recommend=9&text.why=a+b%00")
                : method(random);
        return isFramed ? request : framed(request, "", headers(random));
    }

    private static byte[] method(Random random) {
        List<MethodDescriptor> methods = Gateway.services().stream()
                .flatMap(service -> service.getMethods().stream())
                .map(io.grpc.MethodDescriptor::getSchemaDescriptor)
                .map(ProtoMethodDescriptorSupplier.class::cast)
                .map(ProtoMethodDescriptorSupplier::getMethodDescriptor)
                .filter(method -> method.getOptions().hasExtension(AnnotationsProto.http))
                .toList();
        MethodDescriptor method = methods.get(random.nextInt(methods.size()));
        HttpRule rule = method.getOptions().getExtension(AnnotationsProto.http);
        return switch (rule.getPatternCase()) {
            case GET -> bytes("GET " + path(rule.getGet(), random) + "\n");
            case DELETE -> bytes("DELETE " + path(rule.getDelete(), random) + "\n");
            case PUT -> bytes("PUT " + path(rule.getPut(), random) + "\n" + json(method, random));
            case PATCH -> bytes("PATCH " + path(rule.getPatch(), random) + "\n" + json(method, random));
            default -> bytes("POST " + path(rule.getPost(), random) + "\n" + json(method, random));
        };
    }

    private static String path(String template, Random random) {
        Matcher variable = VARIABLE.matcher(template);
        StringBuilder path = new StringBuilder();
        while (variable.find()) {
            String pattern = variable.group(1) == null ? "*" : variable.group(1);
            String value = pattern.replace("**", "*");
            while (value.contains("*")) {
                String id = IDS.get(random.nextInt(IDS.size())).replace("*", "%2A");
                value = value.replaceFirst("\\*", Matcher.quoteReplacement(id));
            }
            variable.appendReplacement(path, Matcher.quoteReplacement(value));
        }
        variable.appendTail(path);
        return path.toString();
    }

    private static String json(MethodDescriptor method, Random random) {
        try {
            return JsonFormat.printer().print(new MessageMaker(random).message(method.getInputType(), 0));
        } catch (InvalidProtocolBufferException | RuntimeException notPrintable) {
            // Times beyond what there is cannot be written.
            return "{\"purchaseTime\":\"10000-01-01T00:00:00Z\",\"a\":[[[{}]]],\"a\":1e999}";
        }
    }

    private static String headers(Random random) {
        StringBuilder headers = new StringBuilder();
        for (int more = 0; more < random.nextInt(4); more++) {
            headers.append(HEADERS.get(random.nextInt(HEADERS.size()))).append("\r\n");
        }
        return headers.toString();
    }

    /** A request of what stands on the first line, with the rest as its body. */
    private static byte[] framed(byte[] input, String secret, String headers) {
        int line = 0;
        while (line < input.length && input[line] != '\n') {
            line++;
        }
        byte[] body = Arrays.copyOfRange(input, Math.min(line + 1, input.length), input.length);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.write(input, 0, line);
        request.writeBytes(
                bytes(" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
                        + (secret.isEmpty() ? "" : "Authorization: Bearer " + secret + "\r\n")
                        + headers
                        + "Content-Length: " + body.length + "\r\n\r\n"));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void read(byte[] input) throws IOException {
        Installation there = installation.get();
        String secret = (Arrays.hashCode(input) & 1) == 0 ? there.operatorSecret() : there.tenantSecret();
        String answer = answer(there.webPort(), isFramed ? framed(input, secret, "") : input);
        Matcher status = STATUS.matcher(answer);
        if (!status.matches()) {
            // What is no request gets none.
            if (!answer.isEmpty()) {
                throw new IllegalStateException("answered what is not HTTP: " + start(answer));
            }
            return;
        }
        int code = Integer.parseInt(status.group(1));
        if (code == 500 || code == 502 || code == 504) {
            throw new IllegalStateException("answered " + start(answer));
        }
    }

    private static String start(String answer) {
        return answer.substring(0, Math.min(300, answer.length()));
    }

    /** What comes back until there is a pause after something came. Throws SocketTimeoutException if neither an answer nor the end comes. */
    private static String answer(int port, byte[] request) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            InputStream in = socket.getInputStream();
            byte[] room = new byte[8 << 10];
            for (int read = in.read(room); read >= 0 && answer.size() < MOST_READ; read = in.read(room)) {
                answer.write(room, 0, read);
                socket.setSoTimeout(MORE_MILLIS);
            }
        } catch (SocketTimeoutException late) {
            if (answer.size() == 0) {
                throw late;
            }
        } catch (SocketException cutOff) {
            // It may close before it has read all.
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public long mostAllocated() {
        return 256L << 20;
    }

    @Override
    public boolean isServed() {
        return true;
    }
}
