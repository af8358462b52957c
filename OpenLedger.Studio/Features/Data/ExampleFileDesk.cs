using OpenLedger.Studio.Features.Data.Import;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Data;

/// <summary>A row of a file that is an example, as the line of JSON in which the studio keeps such.</summary>
internal sealed record FoundExample(long Row, string Content);

/// <summary>A row that is none: where, and what to do.</summary>
internal sealed record FoundProblem(long Row, string? Field, Sentence Message);

/// <summary>What a file of examples holds.</summary>
/// <param name="Good">Its examples, as far as they fit.</param>
/// <param name="Problems">The first rows that are none.</param>
/// <param name="Bad">How many rows are none.</param>
/// <param name="Stopped">Why reading ended before the file did; null where all of it was read.</param>
internal sealed record FoundExamples(IReadOnlyList<FoundExample> Good, IReadOnlyList<FoundProblem> Problems, long Bad, Sentence? Stopped);

/// <summary>Reads files of examples (JSON, CSV, TSV, XLSX, Parquet, TXT) for features that keep them elsewhere.</summary>
internal sealed class ExampleFileDesk
{
    private const string TokenColumn = "input_ids";
    private const int MostProblems = 1_000;
    private const int RowsBetweenReports = 500;
    private const long MostCharacters = 64L << 20;

    /// <summary>Reads a file from its first row on.</summary>
    /// <param name="path">Where it lies here.</param>
    /// <param name="name">What it was called there.</param>
    /// <param name="most">How many examples are taken at most.</param>
    /// <param name="progress">Told what part of the file was read, from 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    public FoundExamples Read(string path, string name, int most, Action<double> progress, CancellationToken cancellation)
    {
        var file = new ImportFile(path, name);
        var form = new FormDetector(ImportLimits.Default).Detect(file, FormCorrection.None, cancellation);
        if (!form.IsReady)
        {
            // Where none of the first rows can be read, they say what is wrong with them.
            var bad = form.Preview.Where(_ => form.Columns.Count == 0).Select(row => row.Problem).OfType<RowProblem>().Select(row => new FoundProblem(row.Row, row.Field, Said(row.Message))).ToList();
            return new FoundExamples([], bad, bad.Count, WhyNot(form));
        }

        var reading = new Reading(most);
        try
        {
            using var source = RowSources.Open(file, form, ImportLimits.Default);
            var builder = new ExampleBuilder(form.Mapping);
            foreach (var row in source.Rows(cancellation))
            {
                if (!reading.Take(builder, row))
                {
                    break;
                }

                if (reading.Rows % RowsBetweenReports == 0)
                {
                    progress(source.Done);
                }
            }
        }
        catch (UnreadableFileException problem)
        {
            reading.Stopped = Said(problem.Wording);
        }
        catch (Exception problem) when (problem is IOException or System.Text.DecoderFallbackException)
        {
            reading.Stopped = new Sentence("The file cannot be read on ({0}). Bring it again.", problem.Message);
        }

        return new FoundExamples(reading.Good, reading.Problems, reading.Bad, reading.Stopped);
    }

    /// <summary>Nobody can be asked here which columns are meant: their names have to say it.</summary>
    private static Sentence WhyNot(DetectedForm form) => form.Problem is { } problem && (form.Columns.Count == 0 || form.Columns.Contains(TokenColumn))
        ? Said(problem)
        : new Sentence("It is not clear which columns hold the texts. Name them prompt and response, messages, text, or prompt, chosen and rejected.");

    private static Sentence Said(Wording wording) => new(wording.Text, Array.ConvertAll(wording.Arguments, argument => argument is Wording inner ? inner.ToString() : argument));

    /// <summary>What was read so far.</summary>
    private sealed class Reading(int most)
    {
        private long _characters;

        public List<FoundExample> Good { get; } = [];

        public List<FoundProblem> Problems { get; } = [];

        public long Bad { get; private set; }

        public long Rows { get; private set; }

        public Sentence? Stopped { get; set; }

        /// <summary>Takes a row; false where no more fit.</summary>
        public bool Take(ExampleBuilder builder, SourceRow row)
        {
            Rows++;
            var (example, problem) = builder.Build(row);
            if (example is null)
            {
                Bad++;
                if (Problems.Count < MostProblems)
                {
                    Problems.Add(new FoundProblem(row.Number, problem!.Field, Said(problem.Message)));
                }

                return true;
            }

            var content = example.Json();
            _characters += content.Length;
            if (Good.Count >= most || _characters > MostCharacters)
            {
                Stopped = new Sentence("Of one file {0} rows are taken at a time. Cut the rest off, and bring it as another file.", Good.Count);
                return false;
            }

            Good.Add(new FoundExample(row.Number, content));
            return true;
        }
    }
}
