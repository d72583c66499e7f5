package dev.giveback.platform.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import build.buf.validate.FieldRules;
import build.buf.validate.Int64Rules;
import build.buf.validate.ValidateProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldOptions;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import dev.giveback.loyalty.v1.CompareCustomerRequest;
import dev.giveback.loyalty.v1.JournalServiceGrpc;
import dev.giveback.platform.v1.EchoRequest;
import dev.giveback.platform.v1.EchoResponse;
import dev.giveback.platform.v1.EchoServiceGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestValidatorTest {
    private static final String DOMAIN = "test.giveback.dev";

    private final RequestValidator validator =
            RequestValidator.forServices(DOMAIN, EchoServiceGrpc.getServiceDescriptor());

    @Test
    void aRequestThatKeepsItsRulesPasses() {
        EchoRequest atTheLimit = EchoRequest.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[1024]))
                .build();

        assertThatCode(() -> validator.validate(atTheLimit)).doesNotThrowAnyException();
    }

    @Test
    void aBrokenRuleIsToldByFieldAndRule() throws Exception {
        EchoRequest tooLong = EchoRequest.newBuilder()
                .setPayload(ByteString.copyFrom(new byte[1025]))
                .build();

        com.google.rpc.Status status = refusalOf(validator, tooLong);

        BadRequest.FieldViolation violation =
                ErrorStatusTest.detail(status, BadRequest.class).getFieldViolations(0);
        assertThat(violation.getField()).isEqualTo("payload");
        assertThat(violation.getReason()).isEqualTo("BYTES_MAX_LEN");
        assertThat(violation.getDescription()).contains("1024");
        ErrorInfo info = ErrorStatusTest.detail(status, ErrorInfo.class);
        assertThat(info.getDomain()).isEqualTo(DOMAIN);
        assertThat(info.getReason()).isEqualTo("INVALID_FIELD");
        assertThat(info.getMetadataMap()).containsEntry("field", "payload").containsEntry("rule", "bytes.max_len");
        assertThat(status.getMessage()).startsWith("payload: ").contains("1024");
    }

    /** The library of rules would make an instant of it first. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 253_402_300_800L})
    void aTimeBeyondWhatThereIsIsRefusedByItsField(long seconds) throws Exception {
        CompareCustomerRequest.Builder request =
                CompareCustomerRequest.newBuilder().setCustomer("programs/p/customers/c");
        request.getFirstBuilder()
                .getHindsightBuilder()
                .getEffectiveTimeBuilder()
                .setSeconds(1);
        request.getSecondBuilder()
                .getHindsightBuilder()
                .getEffectiveTimeBuilder()
                .setSeconds(seconds);
        RequestValidator journal = RequestValidator.forServices(DOMAIN, JournalServiceGrpc.getServiceDescriptor());
        if (seconds == 253_402_300_800L) {
            // One that is an instant comes as far as whoever reads it.
            assertThatCode(() -> journal.validate(request.build())).doesNotThrowAnyException();
            return;
        }

        com.google.rpc.Status status = refusalOf(journal, request.build());

        assertThat(status.getCode()).isEqualTo(com.google.rpc.Code.INVALID_ARGUMENT_VALUE);
        assertThat(status.getMessage()).startsWith("second.hindsight.effective_time: must be a time");
    }

    @Test
    void aFieldInAListIsToldByItsPathAndTheValueIsNot() throws Exception {
        Descriptor basket = basket();
        Descriptor line = basket.findNestedTypeByName("Line");
        Message.Builder request = DynamicMessage.newBuilder(basket);
        for (long quantity : new long[] {1, 2, -4711}) {
            request.addRepeatedField(
                    basket.findFieldByName("lines"),
                    DynamicMessage.newBuilder(line)
                            .setField(line.findFieldByName("quantity"), quantity)
                            .build());
        }

        com.google.rpc.Status status = refusalOf(RequestValidator.forTypes(DOMAIN, List.of(basket)), request.build());

        assertThat(ErrorStatusTest.detail(status, BadRequest.class).getFieldViolationsList())
                .extracting(BadRequest.FieldViolation::getField, BadRequest.FieldViolation::getReason)
                .containsExactly(tuple("lines[2].quantity", "INT64_GT"));
        assertThat(status.toString()).doesNotContain("4711");
    }

    @Test
    void aTypeThatWasNotGivenAtTheStartIsAProgrammersError() {
        assertThatThrownBy(() -> validator.validate(EchoResponse.getDefaultInstance()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("request: giveback.platform.v1.EchoResponse (expected: ");
    }

    private static com.google.rpc.Status refusalOf(RequestValidator validator, Message request) {
        StatusRuntimeException refused =
                catchThrowableOfType(StatusRuntimeException.class, () -> validator.validate(request));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        return Objects.requireNonNull(StatusProto.fromThrowable(refused));
    }

    /** {@code message Basket { message Line { int64 quantity = 1 [gt = 0]; } repeated Line lines = 1; }}. */
    private static Descriptor basket() throws Exception {
        FieldOptions positive = FieldOptions.newBuilder()
                .setExtension(
                        ValidateProto.field,
                        FieldRules.newBuilder()
                                .setInt64(Int64Rules.newBuilder().setGt(0))
                                .build())
                .build();
        DescriptorProto line = DescriptorProto.newBuilder()
                .setName("Line")
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("quantity")
                        .setNumber(1)
                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                        .setType(FieldDescriptorProto.Type.TYPE_INT64)
                        .setOptions(positive))
                .build();
        DescriptorProto basket = DescriptorProto.newBuilder()
                .setName("Basket")
                .addNestedType(line)
                .addField(FieldDescriptorProto.newBuilder()
                        .setName("lines")
                        .setNumber(1)
                        .setLabel(FieldDescriptorProto.Label.LABEL_REPEATED)
                        .setType(FieldDescriptorProto.Type.TYPE_MESSAGE)
                        .setTypeName(".test.Basket.Line"))
                .build();
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("test/basket.proto")
                .setPackage("test")
                .setSyntax("proto3")
                .addDependency("buf/validate/validate.proto")
                .addMessageType(basket)
                .build();
        return FileDescriptor.buildFrom(file, new FileDescriptor[] {ValidateProto.getDescriptor()})
                .findMessageTypeByName("Basket");
    }
}
