package dev.giveback.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.BadRequest;
import com.google.rpc.DebugInfo;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.LocalizedMessage;
import com.google.rpc.PreconditionFailure;
import com.google.rpc.QuotaFailure;
import com.google.rpc.RequestInfo;
import com.google.rpc.ResourceInfo;
import com.google.rpc.RetryInfo;

/** How messages are written as JSON: proto3's own rules, with every field that has no presence, 64-bit numbers as strings and enums by name. */
final class Json {
    /** How deep objects and lists may be nested. */
    static final int MAX_DEPTH = 50;

    private static final JsonFormat.TypeRegistry DETAILS = JsonFormat.TypeRegistry.newBuilder()
            .add(ErrorInfo.getDescriptor())
            .add(BadRequest.getDescriptor())
            .add(PreconditionFailure.getDescriptor())
            .add(ResourceInfo.getDescriptor())
            .add(RetryInfo.getDescriptor())
            .add(QuotaFailure.getDescriptor())
            .add(RequestInfo.getDescriptor())
            .add(LocalizedMessage.getDescriptor())
            .add(Help.getDescriptor())
            .add(DebugInfo.getDescriptor())
            .build();

    private static final JsonFormat.Printer PRINTER =
            JsonFormat.printer().alwaysPrintFieldsWithNoPresence().omittingInsignificantWhitespace();
    private static final JsonFormat.Printer DETAIL_PRINTER =
            JsonFormat.printer().usingTypeRegistry(DETAILS).omittingInsignificantWhitespace();
    private static final JsonFormat.Parser PARSER = JsonFormat.parser();

    private static final JsonFactory STRICT = new JsonFactoryBuilder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** Reads and writes trees. A name that is there twice is refused, as is what is not JSON. */
    static final ObjectMapper MAPPER = JsonMapper.builder(STRICT)
            .enable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** A message of ours on one line. */
    static String print(MessageOrBuilder message) {
        return print(PRINTER, message);
    }

    /** A detail of an error, with its {@code @type}; an IllegalArgumentException if it is of no known type. */
    static String printDetail(MessageOrBuilder detail) {
        return print(DETAIL_PRINTER, detail);
    }

    /** Reads strictly: what the message does not know is refused. */
    static JsonFormat.Parser parser() {
        return PARSER;
    }

    private static String print(JsonFormat.Printer printer, MessageOrBuilder message) {
        try {
            return printer.print(message);
        } catch (InvalidProtocolBufferException unknownType) {
            throw new IllegalArgumentException(unknownType);
        }
    }
}
