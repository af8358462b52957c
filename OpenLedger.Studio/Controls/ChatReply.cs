using System.Text;
using System.Text.Json.Serialization;

namespace OpenLedger.Studio.Controls;

/// <summary>What one voice says to one question, as far as it has said it.</summary>
public sealed class ChatReply
{
    private readonly StringBuilder _said = new();
    private string? _text;

    public string Text
    {
        get => _text ??= _said.ToString();
        init => _said.Append(_text = value);
    }

    public double? TokensPerSecond { get; set; }

    public string? Problem { get; set; }

    /// <summary>How many of the earliest turns were not read any more.</summary>
    public int Forgotten { get; set; }

    public bool WasCut { get; set; }

    public bool WasStopped { get; set; }

    /// <summary>How often the question was answered; each time the dice roll on.</summary>
    public int Tries { get; init; } = 1;

    /// <summary>It is being said.</summary>
    [JsonIgnore]
    public bool IsOpen { get; set; }

    public void Take(ChatPiece piece)
    {
        if (piece.Text.Length > 0)
        {
            _said.Append(piece.Text);
            _text = null;
        }

        TokensPerSecond = piece.TokensPerSecond ?? TokensPerSecond;
        Problem = piece.Problem ?? Problem;
        Forgotten = Math.Max(Forgotten, piece.Forgotten);
        WasCut |= piece.WasCut;
    }
}
