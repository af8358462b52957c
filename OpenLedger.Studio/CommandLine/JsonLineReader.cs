using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace OpenLedger.Studio.CommandLine;

/// <summary>One line of input: its number, and either the object on it or what is wrong with it.</summary>
internal sealed record InputLine(long Number, JsonObject? Value, string? Problem);

/// <summary>Reads JSON Lines as they come, one object a line; blank lines are left out. A bad line does not end the reading.</summary>
internal sealed class JsonLineReader(Stream stream)
{
    public const int LongestLine = 64 << 20;
    private const int DeepestObject = 128;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = DeepestObject, AllowDuplicateProperties = false };

    private byte[] _buffer = new byte[64 << 10];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>How many bytes were taken from the stream, for a progress bar.</summary>
    public long BytesRead { get; private set; }

    public IEnumerable<InputLine> Read(CancellationToken ct)
    {
        for (var number = 1L; NextLine(ct) is { } line; number++)
        {
            if (line.IsTooLong)
            {
                yield return new InputLine(number, null, $"the line is longer than {LongestLine >> 20} MiB; split it");
            }
            else if (ParseLine(number, line.Bytes.Span) is { } parsed)
            {
                yield return parsed;
            }
        }
    }

    private static InputLine? ParseLine(long number, ReadOnlySpan<byte> line)
    {
        if (number == 1 && line.StartsWith("\uFEFF"u8))
        {
            line = line["\uFEFF"u8.Length..];
        }

        if (line.Trim(" \t\r"u8).IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(line))
        {
            return new InputLine(number, null, "the line is not UTF-8; save the file as UTF-8");
        }

        try
        {
            return JsonNode.Parse(line, documentOptions: Strict) is JsonObject value && HasWholeText(value)
                ? new InputLine(number, value, null)
                : new InputLine(number, null, "the line is not a JSON object; write one object {...} a line");
        }
        catch (Exception failure) when (failure is JsonException or ArgumentException)
        {
            return new InputLine(number, null, $"the line is not JSON: {OneLine(failure.Message, (failure as JsonException)?.BytePositionInLine)}");
        }
        catch (InvalidOperationException)
        {
            return new InputLine(number, null, "the line holds half a character (a lone \\uD800 to \\uDFFF); write the whole character");
        }
    }

    /// <summary>Reads every string once: a lone surrogate shows only when it is read.</summary>
    private static bool HasWholeText(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                return fields.All(field => HasWholeText(field.Value));
            case JsonArray items:
                return items.All(HasWholeText);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                _ = value.GetValue<string>();
                return true;
            default:
                return true;
        }
    }

    // .NET adds where it found it (" Path: $ | LineNumber: 0 | BytePositionInLine: 7."); the line is known, and of the place only the byte is of use.
    private static string OneLine(string message, long? place)
    {
        var end = new[] { " Path:", " LineNumber:" }.Select(word => message.IndexOf(word, StringComparison.Ordinal)).Where(at => at >= 0).DefaultIfEmpty(message.Length).Min();
        var text = message[..end].ReplaceLineEndings(" ").TrimEnd('.');
        return place is null ? text : string.Create(CultureInfo.InvariantCulture, $"{text} (byte {place + 1})");
    }

    private (ReadOnlyMemory<byte> Bytes, bool IsTooLong)? NextLine(CancellationToken ct)
    {
        var searched = 0;
        var isTooLong = false;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var newline = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (newline >= 0)
            {
                var line = new ReadOnlyMemory<byte>(_buffer, _start, searched + newline);
                _start += searched + newline + 1;
                return (line, isTooLong);
            }

            if (_isAtEnd)
            {
                var rest = new ReadOnlyMemory<byte>(_buffer, _start, _end - _start);
                _start = _end;
                return rest.IsEmpty && !isTooLong ? null : (rest, isTooLong);
            }

            if (_end - _start > LongestLine)
            {
                // What was read of it is dropped; the rest of the line is skipped the same way.
                isTooLong = true;
                _start = _end;
            }

            searched = _end - _start;
            Fill(ct);
        }
    }

    private void Fill(CancellationToken ct)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        // A terminal or a pipe may keep us waiting for ever: the wait can be interrupted even where the read cannot.
        var read = stream.ReadAsync(_buffer.AsMemory(_end), ct).AsTask().WaitAsync(ct).GetAwaiter().GetResult();
        _end += read;
        BytesRead += read;
        _isAtEnd = read == 0;
    }
}
