using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenLedger.Training.Checkpoints;

namespace OpenLedger.Training.Tests.Checkpoints;

/// <summary>Files that somebody made to hurt: each is refused with a message that names file and tensor, quickly.</summary>
public class SafetensorsAbuseTests
{
    private const string Whole = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";

    public static TheoryData<string, string, int> BadHeaders => new()
    {
        { "[]", "not a JSON object", 0 },
        { "", "not valid JSON", 0 },
        { "{\"w\":1}", "\"w\"", 0 },
        { "{\"w\":[]}", "\"w\"", 0 },
        { "{\"w\":{}}", "\"w\"", 0 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":32,\"shape\":[2],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F31\",\"shape\":[2],\"data_offsets\":[0,8]}}", "unknown dtype \"F31\"", 8 },
        { "{\"w\":{\"dtype\":\"f32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "unknown dtype \"f32\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2e0],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[null],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8,8]}}", "\"w\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"more\":1}}", "\"more\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "\"dtype\"", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}", "\"w\" stands", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"\\u0077\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[8,8]}}", "\"w\" stands", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} x", "not valid JSON", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},}", "not valid JSON", 8 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "something was added", 9 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "cut short", 7 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", "leave a hole", 12 },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[12,20]}}", "\"b\" begins", 20 },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", "\"b\" begins", 12 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[4194305,4194305,211106198978564],\"data_offsets\":[0,16]}}", "overflows", 16 },
        { "{\"w\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807,4],\"data_offsets\":[0,0]}}", "overflows", 0 },
        { "{\"w\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,2]}}", "whole bytes", 2 },
        { "{\"__metadata__\":{\"a\":1}}", "__metadata__", 0 },
        { "{\"__metadata__\":[]}", "__metadata__", 0 },
        { "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}}", "twice", 0 },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", "twice", 0 },
        { "{\"../w\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", "slash", 0 },
        { "{\"a\\\\b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", "slash", 0 },
        { "{\"a\\u0000b\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", "control", 0 },
        { "{\"\\ud800\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", "not valid JSON", 0 },
        { "\uFEFF{}", "not valid JSON", 0 },
    };

    [Theory]
    [MemberData(nameof(BadHeaders))]
    public void Open_BadHeader_SaysWhatIsWrong(string header, string words, int dataBytes) =>
        AssertRefused(SafetensorsBytes.Of(header, dataBytes), words);

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(0x7FFF_FFFF_FFFF_FFFFUL)]
    [InlineData(100_000_001UL)]
    [InlineData(1000UL)]
    public void Open_HeaderLengthThatLies_IsRefused(ulong length) =>
        AssertRefused(SafetensorsBytes.WithLength(length, Encoding.UTF8.GetBytes(Whole + "01234567")), "header");

    [Fact]
    public void Open_NestedFiveThousandDeep_IsRefused() =>
        AssertRefused(SafetensorsBytes.Of("{\"w\":" + string.Concat(Enumerable.Repeat("{\"dtype\":", 5_000))), "\"w\"");

    [Fact]
    public void Open_RankOf65_IsRefused() =>
        AssertRefused(SafetensorsBytes.Of($"{{\"w\":{{\"dtype\":\"F32\",\"shape\":[{string.Join(',', Enumerable.Repeat(1, 65))}],\"data_offsets\":[0,4]}}}}", 4), "\"w\"");

    [Fact]
    public void Open_TenTensorsThatClaimTheSameBytes_IsRefused() =>
        AssertRefused(SafetensorsBytes.Of(Entries(10, _ => (0, 16), 16), 16), "overlap");

    [Fact]
    public void Open_HundredThousandOverlappingTensors_IsRefusedQuickly() =>
        AssertRefused(SafetensorsBytes.Of(Entries(100_000, i => (i, i + 160_000), 160_000), 1_000), "overlap");

    [Fact]
    public void Open_MoreThanHundredThousandTensors_IsRefused() =>
        AssertRefused(SafetensorsBytes.Of(Entries(100_001, _ => (0, 0), 0)), "more than 100000 tensors");

    [Fact]
    public void Open_TenMillionTensors_IsRefusedBeforeTheHeaderIsRead()
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Write("large.safetensors", SafetensorsBytes.WithLength(700_000_000, []));
        using (var stream = new FileStream(path, FileMode.Open))
        {
            stream.SetLength(700_000_100);
        }

        AssertRefused(path, "too large");
    }

    [Fact]
    public void Open_OtherKindsOfFile_IsRefused()
    {
        AssertRefused([0x80, 0x02, 0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20], "not a safetensors file");
        AssertRefused("GGUF\u0003\0\0\0\0\0\0\0"u8.ToArray(), "not a safetensors file");
        AssertRefused([.. "PK\u0003\u0004"u8, .. new byte[100]], "header");
    }

    [Fact]
    public void Open_WhatIsNotThere_SaysSo()
    {
        using var scratch = new ScratchFolder();
        AssertRefused(scratch.File("missing.safetensors"), "missing.safetensors");
        AssertRefused(scratch.Path, "cannot be opened");
        AssertRefused("/dev/zero", "too short");
    }

    private static string Entries(int count, Func<int, (int Begin, int End)> offsets, int bytes)
    {
        var header = new StringBuilder("{");
        for (var i = 0; i < count; i++)
        {
            var (begin, end) = offsets(i);
            header.Append(CultureInfo.InvariantCulture, $"{(i == 0 ? "" : ",")}\"t{i}\":{{\"dtype\":\"U8\",\"shape\":[{bytes}],\"data_offsets\":[{begin},{end}]}}");
        }

        return header.Append('}').ToString();
    }

    private static void AssertRefused(byte[] file, string words)
    {
        using var scratch = new ScratchFolder();
        AssertRefused(scratch.Write("bad.safetensors", file), words);
    }

    private static void AssertRefused(string path, string words)
    {
        var watch = Stopwatch.StartNew();
        var exception = Assert.Throws<TrainingException>(() => SafetensorsFile.Open(path));

        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        Assert.Contains(words, exception.Message, StringComparison.Ordinal);
        Assert.True(exception.Message.Length < 1_000);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"took {watch.Elapsed}");
    }
}
