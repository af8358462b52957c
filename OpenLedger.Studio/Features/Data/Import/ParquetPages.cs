using Parquet.Meta;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Adds up what the pages of a column chunk say they unpack to, before anything is unpacked: the sums in the file's footer are written
/// by whoever made the file, the sizes in the page headers are what the library sets memory aside for. A page header is Thrift's compact
/// protocol: fields 1 to 3 are its kind, its size unpacked and its size in the file.
/// </summary>
internal static class ParquetPages
{
    private const int LargestHeader = 16 << 20;
    private const int Deepest = 16;

    /// <summary>The bytes that all pages of a chunk unpack to.</summary>
    /// <exception cref="InvalidDataException">The pages are no pages.</exception>
    public static long UnpackedBytes(Stream stream, ColumnMetaData chunk)
    {
        var start = chunk.DictionaryPageOffset is { } dictionary and > 0 ? Math.Min(dictionary, chunk.DataPageOffset) : chunk.DataPageOffset;
        var end = checked(start + chunk.TotalCompressedSize);
        if (start < 0 || end > stream.Length || chunk.TotalCompressedSize < 0)
        {
            throw new InvalidDataException("a column lies outside the file");
        }

        var unpacked = 0L;
        var position = start;
        while (position < end)
        {
            stream.Position = position;
            var reader = new CompactReader(stream);
            var (size, packed) = PageSizes(reader);
            if (size < 0 || packed < 0)
            {
                throw new InvalidDataException("a page has a size below zero");
            }

            unpacked += size;
            position += reader.Count + packed;
        }

        return unpacked;
    }

    private static (long Unpacked, long Packed) PageSizes(CompactReader reader)
    {
        var (unpacked, packed) = (0L, 0L);
        reader.Struct(0, (field, type) =>
        {
            switch (field)
            {
                case 2:
                    unpacked = reader.Integer();
                    return true;
                case 3:
                    packed = reader.Integer();
                    return true;
                default:
                    return false;
            }
        });
        return (unpacked, packed);
    }

    /// <summary>As much of the compact protocol as it takes to find the end of a header.</summary>
    private sealed class CompactReader(Stream stream)
    {
        public int Count { get; private set; }

        public void Struct(int depth, Func<int, int, bool> taken)
        {
            if (depth > Deepest)
            {
                throw new InvalidDataException("a page header nests too deep");
            }

            var field = 0;
            while (Byte() is var head and not 0)
            {
                var (delta, type) = (head >> 4, head & 15);
                field = delta == 0 ? (int)Integer() : field + delta;
                if (!taken(field, type))
                {
                    Skip(type, depth);
                }
            }
        }

        public long Integer()
        {
            var raw = Number();
            return (long)(raw >> 1) ^ -(long)(raw & 1);
        }

        private void Skip(int type, int depth)
        {
            switch (type)
            {
                case 1 or 2:
                    break;
                case 3:
                    Byte();
                    break;
                case 4 or 5 or 6:
                    Number();
                    break;
                case 7:
                    Skip(sizeof(double));
                    break;
                case 8:
                    Skip((long)Number());
                    break;
                case 9 or 10:
                    List(depth);
                    break;
                case 12:
                    Struct(depth + 1, (_, _) => false);
                    break;
                default:
                    throw new InvalidDataException("a page header has a field of an unknown kind");
            }
        }

        private void List(int depth)
        {
            var head = Byte();
            var count = head >> 4 == 15 ? (long)Number() : head >> 4;
            for (var index = 0L; index < count; index++)
            {
                // Switches in lists take a byte each, unlike those that are fields.
                if ((head & 15) is 1 or 2)
                {
                    Byte();
                }
                else
                {
                    Skip(head & 15, depth + 1);
                }
            }
        }

        private void Skip(long bytes)
        {
            if (bytes is < 0 or > LargestHeader || stream.Position + bytes > stream.Length)
            {
                throw new InvalidDataException("a page header is cut");
            }

            stream.Position += bytes;
            Count += (int)bytes;
        }

        private ulong Number()
        {
            var (value, shift) = (0UL, 0);
            while (shift < 64)
            {
                var part = Byte();
                value |= (ulong)(part & 0x7F) << shift;
                if (part < 0x80)
                {
                    return value;
                }

                shift += 7;
            }

            throw new InvalidDataException("a page header has a number without end");
        }

        private int Byte()
        {
            var value = stream.ReadByte();
            if (value < 0 || ++Count > LargestHeader)
            {
                throw new InvalidDataException("a page header is cut");
            }

            return value;
        }
    }
}
