package dev.giveback.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.giveback.recommendation.domain.TreeTrainer;
import dev.giveback.recommendation.evaluation.Cut;
import dev.giveback.recommendation.evaluation.Evaluation;
import dev.giveback.recommendation.evaluation.Report;
import dev.giveback.recommendation.evaluation.ShopFiles;
import dev.giveback.recommendation.evaluation.Targets;
import dev.giveback.recommendation.trees.XgboostTrainer;
import dev.giveback.standalone.console.Problem;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code giveback recommend evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Measures recommendations on a shop's own past, with the service's code: learns from all that was sold before a day, asks"
                    + " for ten products for each customer who came back, and compares them with what was bought. Needs no running Giveback"
                    + " and no database.",
            "Who is asked: customers who bought before that day and again within the window. What counts: what they bought then,"
                    + " of the products that anyone had bought before. new: of these, what the customer had never bought.",
            "Learning takes minutes and about 2 GB of memory for 700,000 lines (GIVEBACK_JAVA_OPTS=-Xmx3g, say)."
        },
        footer = {
            "",
            "Examples:",
            "  giveback recommend evaluate --cut 2011-10-03",
            "  giveback recommend evaluate --cut 2011-08-29 --no-trees -o json",
            "  giveback recommend evaluate --cut 2024-03-01 --data ~/my-shop --window 14"
        })
final class RecommendEvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--cut",
            required = true,
            converter = DayConverter.class,
            paramLabel = "DAY",
            description = "The first day that the methods do not know: 2011-10-03, say.")
    private @Nullable LocalDate cut;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder with lines.csv and, if there is one, products.csv, plain or .gz (default: the shipped"
                    + " data/online-retail-ii).")
    private @Nullable Path data;

    @Option(
            names = "--window",
            paramLabel = "DAYS",
            defaultValue = "28",
            description = "How many days from the cut on count, 1 to 366 (default: 28).")
    private int window;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description =
                    "What is wanted, in place of what the lines tell: CSV with customer_id, stock_code and, if it is"
                            + " there, new_to_customer (1 or 0).")
    private @Nullable Path targets;

    @Option(names = "--no-trees", description = "The blend alone; seconds instead of minutes.")
    private boolean noTrees;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    /** Reads a day; picocli names the option when the text is not one. */
    static final class DayConverter implements ITypeConverter<LocalDate> {
        @Override
        public LocalDate convert(String text) {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeParseException none) {
                throw new TypeConversionException("\"" + text + "\" (expected: a day, 2011-10-03, say)");
            }
        }
    }

    @Override
    public Integer call() {
        ShowOptions.expect("--window", window, 1, 366);
        output.expectNoCsv("an evaluation");
        Report report = evaluated();
        if (output.isJson()) {
            System.out.println(json(report));
        } else {
            report.lines().forEach(System.out::println);
        }
        return 0;
    }

    private Report evaluated() {
        try (Waiting waiting = Waiting.onStandardError()) {
            waiting.stage("reading the files");
            ShopFiles files = ShopFiles.read(data == null ? Home.resolve("data/online-retail-ii") : data);
            Optional<Targets> given = targets == null ? Optional.empty() : Optional.of(Targets.read(targets));
            LocalDate day = cut == null ? LocalDate.EPOCH : cut;
            return Evaluation.of(
                            Cut.of(files, day, window, given),
                            noTrees ? TreeTrainer.NONE : new XgboostTrainer(),
                            waiting::stage)
                    .report();
        } catch (IllegalArgumentException wrong) {
            throw Problem.failed(String.valueOf(wrong.getMessage()), wrong);
        } catch (NoSuchFileException missing) {
            throw Problem.failed(missing.getMessage() + ": give the folder of the data with --data", missing);
        } catch (IOException unreadable) {
            throw Problem.failed(String.valueOf(unreadable.getMessage()), unreadable);
        }
    }

    private static String json(Report report) {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
