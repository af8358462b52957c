using System.Buffers.Text;
using System.Globalization;
using OpenLedger.Training.Tokenization.AddedTokens;
using OpenLedger.Training.Tokenization.Decoding;
using OpenLedger.Training.Tokenization.Merging;
using OpenLedger.Training.Tokenization.Normalizing;
using OpenLedger.Training.Tokenization.Patterns;
using OpenLedger.Training.Tokenization.Splitting;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>
/// Reads the text form of LLaMA-3's tokenizer.model: lines of a token in base64 and its rank. Such a file holds neither split rule nor
/// special tokens, so only LLaMA-3's, known by its size, is taken.
/// </summary>
internal static class TiktokenReader
{
    private const int LlamaThreeTokens = 128_000;
    private const int LlamaThreeSpecialTokens = 256;
    private const string LlamaThreeBegin = "<|begin_of_text|>";

    // The special tokens that have a name; the places between them are <|reserved_special_token_N|>, numbered on their own.
    private static readonly Dictionary<int, string> NamedSpecialTokens = new()
    {
        [0] = LlamaThreeBegin,
        [1] = "<|end_of_text|>",
        [4] = "<|finetune_right_pad_id|>",
        [6] = "<|start_header_id|>",
        [7] = "<|end_header_id|>",
        [8] = "<|eom_id|>",
        [9] = "<|eot_id|>",
        [10] = "<|python_tag|>",
    };

    /// <summary>Whether these are the first bytes of such a file: a base64 word, a space and a number.</summary>
    public static bool Recognizes(ReadOnlySpan<byte> bytes)
    {
        var line = bytes[..Math.Min(bytes.Length, 1_000)];
        var end = line.IndexOf((byte)'\n');
        return end > 0 && TryLine(line[..end], out _, out _);
    }

    public static TokenizerDefinition Read(string file, byte[] bytes)
    {
        var texts = ReadRanks(file, bytes);
        if (texts.Count != LlamaThreeTokens)
        {
            throw new TrainingException(
                $"{file}: a list of {texts.Count} ranked tokens that is not LLaMA-3's ({LlamaThreeTokens}) does not say how to split text. Use a folder with a tokenizer.json.");
        }

        var raw = new TokenTable();
        var spelled = new TokenTable();
        Span<byte> spelling = new byte[2 * texts.Max(text => text.Length)];
        for (var rank = 0; rank < texts.Count; rank++)
        {
            raw.Add(texts[rank], rank);
            spelled.Add(spelling[..ByteLevel.Encode(texts[rank], spelling)], rank);
        }

        raw.Complete();
        spelled.Complete();
        return new TokenizerDefinition
        {
            Tokens = spelled,
            Merges = MergesFromScores.BuildFromRanks(file, raw, texts),
            WholePieceFirst = true,
            AddedTokens = [.. SpecialTokens()],
            Splitting = new SplitRules(true, [new SplitStep(new LlamaScanner(mostDigits: 3), SplitBehavior.Isolated, invert: false)], LeadingSpace.Never, MarksSpaces: false),
            Decoder = [new ByteLevelStep()],
            Template = new TokenTemplate([LlamaThreeTokens], []),
            NamedTokens = new Dictionary<string, string> { ["bos_token"] = LlamaThreeBegin, ["eos_token"] = NamedSpecialTokens[1] },
        };
    }

    private static IEnumerable<AddedToken> SpecialTokens()
    {
        var reserved = 0;
        for (var i = 0; i < LlamaThreeSpecialTokens; i++)
        {
            var content = NamedSpecialTokens.GetValueOrDefault(i)
                ?? string.Create(CultureInfo.InvariantCulture, $"<|reserved_special_token_{reserved++}|>");
            yield return new AddedToken(LlamaThreeTokens + i, content) { Special = true };
        }
    }

    private static List<byte[]> ReadRanks(string file, ReadOnlySpan<byte> bytes)
    {
        var texts = new List<byte[]>();
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (line.TrimEnd((byte)'\r').IsEmpty)
            {
                continue;
            }

            if (!TryLine(line, out var text, out var rank) || rank != texts.Count || text.Length == 0)
            {
                throw new TrainingException($"{file}, line {texts.Count + 1}: a token in base64 and the rank {texts.Count} are expected. Download the file again.");
            }

            texts.Add(text);
        }

        return texts;
    }

    private static bool TryLine(ReadOnlySpan<byte> line, out byte[] text, out int rank)
    {
        (text, rank) = ([], -1);
        line = line.TrimEnd((byte)'\r');
        var space = line.IndexOf((byte)' ');
        if (space <= 0 || !int.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out rank))
        {
            return false;
        }

        var word = line[..space];
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(word.Length)];
        if (Base64.DecodeFromUtf8(word, buffer, out _, out var written) != System.Buffers.OperationStatus.Done)
        {
            return false;
        }

        text = buffer[..written];
        return true;
    }
}
