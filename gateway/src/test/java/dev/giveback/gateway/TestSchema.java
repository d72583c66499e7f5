package dev.giveback.gateway;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import dev.giveback.options.v1.Access;
import dev.giveback.options.v1.AccessRule;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;

/** Schemas of services that are made up for a test: whoever has a key may call them. */
final class TestSchema {
    private static final AccessRule FREE =
            AccessRule.newBuilder().setScope("any").setNoTenant(true).build();

    private TestSchema() {}

    /** The schema of a service whose requests and answers have no fields. */
    static ProtoServiceDescriptorSupplier of(String service, String... methods) {
        int dot = service.lastIndexOf('.');
        ServiceDescriptorProto.Builder schema =
                ServiceDescriptorProto.newBuilder().setName(service.substring(dot + 1));
        for (String method : methods) {
            schema.addMethodBuilder()
                    .setName(method)
                    .setInputType("Nothing")
                    .setOutputType("Nothing")
                    .setOptions(MethodOptions.newBuilder().setExtension(Access.access, FREE));
        }
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName(service + ".proto")
                .setPackage(service.substring(0, dot))
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder().setName("Nothing"))
                .addService(schema)
                .build();
        return new Schema(built(file));
    }

    /** Builds it. */
    static FileDescriptor built(FileDescriptorProto file) {
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[] {Access.getDescriptor()});
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private record Schema(FileDescriptor file) implements ProtoServiceDescriptorSupplier {
        @Override
        public FileDescriptor getFileDescriptor() {
            return file;
        }

        @Override
        public ServiceDescriptor getServiceDescriptor() {
            return file.getServices().get(0);
        }
    }
}
