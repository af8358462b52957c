using System.Text.Json;
using OpenLedger.Training.Tokenization.Merging;

namespace OpenLedger.Training.Tokenization.Loading;

/// <summary>Reads "vocab" and "merges" of a tokenizer.json straight from its bytes: 128,000 tokens and 280,000 merges in a fraction of a second.</summary>
internal sealed class VocabularyReader(string file)
{
    private byte[] _left = new byte[256];
    private byte[] _right = new byte[256];
    private byte[] _whole = new byte[512];

    public TokenTable ReadTokens(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty)
        {
            throw new TrainingException($"{file}, model.vocab: the vocabulary is missing.");
        }

        var reader = JsonSections.NewReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new TrainingException($"{file}, model.vocab: an object of tokens and their ids is expected (a list belongs to a Unigram model, which is not supported).");
        }

        var tokens = new TokenTable();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var token = Text(reader, ref _left);
            reader.Read();
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var id) || id < 0 || id >= TokenTable.MostTokens)
            {
                throw new TrainingException($"{file}, model.vocab[\"{Characters.Utf8.Text(token)}\"]: an id from 0 to {TokenTable.MostTokens - 1} is expected.");
            }

            tokens.Add(token, id);
            if (tokens.Count > TokenTable.MostTokens)
            {
                throw new TrainingException($"{file}, model.vocab: more than {TokenTable.MostTokens} tokens.");
            }
        }

        tokens.Complete();
        return tokens;
    }

    public MergeTable ReadMerges(ReadOnlySpan<byte> json, TokenTable tokens)
    {
        if (json.IsEmpty)
        {
            return new MergeTable(0);
        }

        var merges = new MergeTable(Count(json));
        var reader = JsonSections.NewReader(json);
        reader.Read();
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            var (left, right) = (0, 0);
            if (reader.TokenType == JsonTokenType.String)
            {
                if (!SplitPair(Text(reader, ref _whole), out left, out right))
                {
                    continue;
                }
            }
            else
            {
                ReadPair(ref reader, index, out left, out right);
            }

            Add(merges, tokens, index, left, right);
        }

        return merges;
    }

    private int Count(ReadOnlySpan<byte> json)
    {
        var reader = JsonSections.NewReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new TrainingException($"{file}, model.merges: a list is expected.");
        }

        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Skip();
            count++;
        }

        return count <= MergeTable.MostMerges ? count : throw new TrainingException($"{file}, model.merges: more than {MergeTable.MostMerges} merges.");
    }

    /// <summary>The older form: both halves in one string, with one space between them. Comment lines give false.</summary>
    private bool SplitPair(ReadOnlySpan<byte> pair, out int left, out int right)
    {
        (left, right) = (0, 0);
        if (pair.StartsWith("#version"u8))
        {
            return false;
        }

        var space = pair.IndexOf((byte)' ');
        if (space < 0 || pair[(space + 1)..].Contains((byte)' '))
        {
            throw new TrainingException($"{file}, model.merges: \"{Characters.Utf8.Text(pair)}\" is not two tokens with one space between them.");
        }

        left = Copy(pair[..space], ref _left);
        right = Copy(pair[(space + 1)..], ref _right);
        return true;
    }

    private void ReadPair(ref Utf8JsonReader reader, int index, out int left, out int right)
    {
        if (reader.TokenType != JsonTokenType.StartArray || !reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw NotAPair(index);
        }

        left = Text(reader, ref _left).Length;
        if (!reader.Read() || reader.TokenType != JsonTokenType.String)
        {
            throw NotAPair(index);
        }

        right = Text(reader, ref _right).Length;
        if (!reader.Read() || reader.TokenType != JsonTokenType.EndArray)
        {
            throw NotAPair(index);
        }
    }

    private TrainingException NotAPair(int index) => new($"{file}, model.merges[{index}]: two tokens are expected.");

    private void Add(MergeTable merges, TokenTable tokens, int index, int left, int right)
    {
        if (_whole.Length < left + right)
        {
            _whole = new byte[2 * (left + right)];
        }

        _left.AsSpan(0, left).CopyTo(_whole);
        _right.AsSpan(0, right).CopyTo(_whole.AsSpan(left));
        var leftId = Find(tokens, _left.AsSpan(0, left), index);
        var rightId = Find(tokens, _right.AsSpan(0, right), index);
        merges.Add(leftId, rightId, Find(tokens, _whole.AsSpan(0, left + right), index));
    }

    private int Find(TokenTable tokens, ReadOnlySpan<byte> token, int index) => tokens.Find(token) is var id and >= 0
        ? id
        : throw new TrainingException($"{file}, model.merges[{index}]: the token \"{Characters.Utf8.Text(token)}\" is not in the vocabulary.");

    private static int Copy(ReadOnlySpan<byte> text, ref byte[] buffer)
    {
        if (buffer.Length < text.Length)
        {
            buffer = new byte[2 * text.Length];
        }

        text.CopyTo(buffer);
        return text.Length;
    }

    /// <summary>The string at the reader, in the buffer.</summary>
    private static Span<byte> Text(in Utf8JsonReader reader, ref byte[] buffer)
    {
        if (buffer.Length < reader.ValueSpan.Length)
        {
            buffer = new byte[2 * reader.ValueSpan.Length];
        }

        return buffer.AsSpan(0, reader.CopyString(buffer));
    }
}
