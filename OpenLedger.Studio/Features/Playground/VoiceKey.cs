using System.Diagnostics.CodeAnalysis;

namespace OpenLedger.Studio.Features.Playground;

/// <summary>What a voice speaks with.</summary>
public enum VoiceKind
{
    /// <summary>A base model as it is.</summary>
    Base,

    /// <summary>What a run has learned.</summary>
    Run,

    /// <summary>An adapter that was imported or kept.</summary>
    Adapter,
}

/// <summary>Names a voice in addresses, in kept chats and in votes: <c>base:nano-llama</c>, <c>run:20261125-...</c>, <c>adapter:...</c></summary>
public readonly record struct VoiceKey(VoiceKind Kind, string Id)
{
    private const int Longest = 200;

    public static bool TryParse([NotNullWhen(true)] string? text, out VoiceKey key)
    {
        key = default;
        if (text is null || text.Length > Longest || text.Split(':', 2) is not [var kind, { Length: > 0 } id])
        {
            return false;
        }

        (var known, key) = kind switch
        {
            "base" => (true, new VoiceKey(VoiceKind.Base, id)),
            "run" => (true, new VoiceKey(VoiceKind.Run, id)),
            "adapter" => (true, new VoiceKey(VoiceKind.Adapter, id)),
            _ => (false, default),
        };
        return known;
    }

    public override string ToString() => Kind switch
    {
        VoiceKind.Run => $"run:{Id}",
        VoiceKind.Adapter => $"adapter:{Id}",
        _ => $"base:{Id}",
    };
}
