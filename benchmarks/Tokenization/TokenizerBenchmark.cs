using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpenLedger.Training.Tokenization;

namespace OpenLedger.Benchmarks.Tokenization;

/// <summary>
/// The tokenizer on GSM8K train: one thread, every question and every answer once, beside the field's library (Hugging Face tokenizers, in
/// Rust, through Tokenizers.DotNet) in the same run. Each round begins with freshly loaded tokenizers, so nothing is remembered from the round before.
/// </summary>
public static class TokenizerBenchmark
{
    private const int Rounds = 3;
    private const int WordLength = 160_000;
    private const string Peer = "Hugging Face tokenizers (Rust)";
    private static readonly string[] Vocabularies = ["llama3", "qwen2.5", "llama2"];

    public static IEnumerable<Figure> Measure()
    {
        if (Shelf.Fixture("gsm8k", "train.jsonl") is not { } rows || Shelf.Fixture("tokenizers") is not { } folder)
        {
            Console.Error.WriteLine("The tokenizer figures need ../shared/fixtures (gsm8k and tokenizers); left out.");
            yield break;
        }

        var texts = ReadTexts(rows);
        var megabytes = texts.Sum(Encoding.UTF8.GetByteCount) / 1e6;
        WarmUp(folder, texts);
        foreach (var name in Vocabularies)
        {
            var path = Path.Combine(folder, name);
            var (ours, theirs, load) = MeasureRounds(path, texts);
            yield return new Figure($"tokenizer/{name}/gsm8k", megabytes / ours, "MB/s", theirs is null ? null : Peer, theirs / ours);
            yield return new Figure($"tokenizer/{name}/load", load, "s", null, null);
            foreach (var (kind, word) in Words())
            {
                yield return new Figure($"tokenizer/{name}/word-{WordLength}-{kind}", MeasureWord(path, word), "s", null, null);
            }
        }
    }

    private static string[] ReadTexts(string rows)
    {
        var texts = new List<string>();
        foreach (var line in File.ReadLines(rows))
        {
            using var row = JsonDocument.Parse(line);
            texts.Add(row.RootElement.GetProperty("question").GetString()!);
            texts.Add(row.RootElement.GetProperty("answer").GetString()!);
        }

        return [.. texts];
    }

    /// <summary>Compiled code before the first round; the texts are the last ones, in a vocabulary of each kind.</summary>
    private static void WarmUp(string folder, string[] texts)
    {
        foreach (var name in (string[])["llama2", "qwen2.5"])
        {
            var tokenizer = HubTokenizer.Load(Path.Combine(folder, name));
            for (var round = 0; round < 3; round++)
            {
                Encode(tokenizer, texts[^4000..]);
                Thread.Sleep(200);
            }
        }
    }

    private static (double Ours, double? Theirs, double Load) MeasureRounds(string path, string[] texts)
    {
        var (ours, theirs, load) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            HubTokenizer? tokenizer = null;
            load.Add(Seconds(() => tokenizer = HubTokenizer.Load(path)));
            ours.Add(Seconds(() => Encode(tokenizer!, texts)));
#if RUST_TOKENIZERS
            using var rust = new Tokenizers.DotNet.Tokenizer(Path.Combine(path, "tokenizer.json"));
            theirs.Add(Seconds(() =>
            {
                foreach (var text in texts)
                {
                    rust.Encode(text);
                }
            }));
#endif
        }

        return (Median(ours), theirs.Count == 0 ? null : Median(theirs), Median(load));
    }

    private static void Encode(HubTokenizer tokenizer, string[] texts)
    {
        foreach (var text in texts)
        {
            tokenizer.Encode(text, addSpecialTokens: true);
        }
    }

    private static IEnumerable<(string Kind, string Word)> Words()
    {
        yield return ("one-letter", new string('a', WordLength));
        yield return ("ten-letters", string.Concat(Enumerable.Repeat("abcdefghij", WordLength / 10)));
    }

    private static double MeasureWord(string path, string word)
    {
        var tokenizer = HubTokenizer.Load(path);
        return Median([.. Enumerable.Range(0, Rounds).Select(_ => Seconds(() => tokenizer.Encode(word, addSpecialTokens: false)))]);
    }

    private static double Seconds(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
