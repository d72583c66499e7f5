package dev.giveback.gateway.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Looks for rules that are too lax: a field of a request whose comment says that it names a resource of a program must be one of its method's tenant fields. It
 * reads the protos as people do, comments and all.
 */
final class TenantFieldsTest {
    private static final Path PROTOS = Path.of("..", "proto", "src", "main", "protobuf", "giveback");
    private static final Pattern METHOD =
            Pattern.compile("rpc (\\w+)\\((?:stream )?(\\w+)\\)[^{;]*\\{(.*?)\\n  }", Pattern.DOTALL);
    private static final Pattern MESSAGE =
            Pattern.compile("(?m)^message (\\w+) \\{\\n(.*?)^}", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FIELD = Pattern.compile("((?:  //[^\\n]*\\n)+)  (?:repeated )?string (\\w+) = ");
    private static final Pattern NAMED = Pattern.compile("(?:tenant_fields|program_list): \"(\\w+)");

    /** Of all files of a package as one text. */
    private static List<String> lax(String proto) {
        Map<String, String> messages = new HashMap<>();
        MESSAGE.matcher(proto).results().forEach(found -> messages.put(found.group(1), found.group(2)));
        List<String> lax = new ArrayList<>();
        for (Matcher method = METHOD.matcher(proto); method.find(); ) {
            String rule = method.group(3);
            if (rule.contains("whole_installation: true")) {
                continue;
            }
            List<String> named =
                    NAMED.matcher(rule).results().map(found -> found.group(1)).toList();
            FIELD.matcher(messages.getOrDefault(method.group(2), "")).results().forEach(field -> {
                String name = method.group(2) + "." + field.group(2);
                if (field.group(1).contains("`programs/{program}") && !named.contains(field.group(2))) {
                    lax.add(name);
                }
            });
        }
        return lax;
    }

    @Test
    void everyFieldThatNamesAResourceIsHeldToTheCallersPrograms() throws IOException {
        Map<Path, StringBuilder> packages = new HashMap<>();
        try (Stream<Path> files = Files.walk(PROTOS)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".proto")).toList()) {
                packages.computeIfAbsent(file.getParent(), unused -> new StringBuilder())
                        .append(Files.readString(file));
            }
        }

        List<String> lax = new ArrayList<>();
        packages.values().forEach(proto -> lax.addAll(lax(proto.toString())));
        assertThat(lax).isEmpty();
    }

    @Test
    void aPlantedLaxRuleIsCaught() {
        String planted = """
            service Planted {
              // Reads.
              rpc Read(ReadRequest) returns (ReadResponse) {
                option (giveback.options.v1.access) = {
                  scope: "customer.read"
                  tenant_fields: "parent"
                };
              }
            }
            message ReadRequest {
              // The program, `programs/{program}`.
              string parent = 1;
              // The customer, `programs/{program}/customers/{customer}`.
              string customer = 2;
            }
            """;

        assertThat(lax(planted)).containsExactly("ReadRequest.customer");
    }
}
