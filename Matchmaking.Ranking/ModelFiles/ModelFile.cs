using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Ranking.Trees;

namespace Matchmaking.Ranking.ModelFiles;

/// <summary>
/// A trained model as bytes: eight that say what it is, the number of the format (2 bytes), the length of what follows (8 bytes), the parts, and the SHA-256 of all before it.
/// Numbers are little-endian. Files of every format that was ever written stay readable.
/// </summary>
public sealed record ModelFile
{
    /// <summary>The format that is written.</summary>
    public const int CurrentFormat = 1;

    private const int Checksum = 32;
    private const int Header = 8 + sizeof(ushort) + sizeof(long);
    private const int MostParts = 16;
    private const int MostNames = 1 << 16;
    private const int MostRefits = 1000;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Kebab-case; stands in every ranking that the model made.</summary>
    public required string Version { get; init; }

    public required IReadOnlyList<ModelPart> Parts { get; init; }

    // A byte that is no text and a line end: a file that was sent as text is recognised.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'M', (byte)'A', (byte)'T', (byte)'C', (byte)'H', (byte)'\r', (byte)'\n'];

    /// <summary>The part of a name.</summary>
    /// <exception cref="ModelFileException"><c>damaged</c>: there is none.</exception>
    public ModelPart Part(string name) =>
        Parts.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) ?? throw new ModelFileException("damaged", $"The model has no part {name}.");

    public byte[] ToBytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, _utf8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write((ushort)CurrentFormat);
            writer.Write(0L);
            WriteBody(writer);
            writer.Flush();
            stream.Position = Header - sizeof(long);
            writer.Write(stream.Length - Header);
        }

        var bytes = stream.ToArray();
        return [.. bytes, .. SHA256.HashData(bytes)];
    }

    /// <exception cref="ModelFileException">
    /// <c>not-a-model-file, format-unknown, truncated, checksum, damaged</c>: nothing of such a file is used.
    /// </exception>
    public static ModelFile Read(byte[] bytes)
    {
        if (bytes.Length < Header || !bytes.AsSpan().StartsWith(Magic))
            throw new ModelFileException("not-a-model-file", "These bytes do not begin as a model file does.");
        var format = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(Magic.Length));
        if (format != CurrentFormat)
            throw new ModelFileException("format-unknown", $"The file has format {format}; this build reads format {CurrentFormat}.");
        var length = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(Header - sizeof(long)));
        if (length != bytes.Length - Header - Checksum)
            throw new ModelFileException("truncated", $"The file has {bytes.Length} bytes, not {length} and {Header + Checksum} around them.");
        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - Checksum)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - Checksum)))
            throw new ModelFileException("checksum", "The checksum is another: the file is not as it was written.");
        using var reader = new BinaryReader(new MemoryStream(bytes, Header, (int)length), _utf8);
        try
        {
            var file = ReadBody(reader);
            return reader.BaseStream.Position == length ? file : throw new InvalidDataException("Bytes are left over.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or FormatException or DecoderFallbackException)
        {
            throw new ModelFileException("damaged", $"The file holds no model: {e.Message}", e);
        }
    }

    private void WriteBody(BinaryWriter writer)
    {
        writer.Write(Version);
        writer.Write(Parts.Count);
        foreach (var part in Parts)
        {
            writer.Write(part.Name);
            writer.Write(part.Features.Count);
            foreach (var feature in part.Features)
                writer.Write(feature);
            EnsembleCodec.Write(writer, part.Ensemble);
            writer.Write(part.Refits.Count);
            foreach (var refit in part.Refits)
                EnsembleCodec.Write(writer, refit);
        }
    }

    private static ModelFile ReadBody(BinaryReader reader)
    {
        var version = reader.ReadString();
        var parts = ReadList(reader, MostParts, ReadPart);
        return new() { Version = version, Parts = parts };
    }

    private static ModelPart ReadPart(BinaryReader reader)
    {
        var part = new ModelPart(
            reader.ReadString(), ReadList(reader, MostNames, r => r.ReadString()), EnsembleCodec.Read(reader), ReadList(reader, MostRefits, EnsembleCodec.Read));
        return part.Refits.Append(part.Ensemble).All(e => e.Features == part.Features.Count)
            ? part
            : throw new InvalidDataException($"Part {part.Name} names {part.Features.Count} features, and its trees read others.");
    }

    private static List<T> ReadList<T>(BinaryReader reader, int most, Func<BinaryReader, T> item)
    {
        var count = reader.ReadInt32();
        if (count < 0 || count > most)
            throw new InvalidDataException($"{count} is no length of a list.");
        var items = new List<T>();
        for (; count > 0; count--)
            items.Add(item(reader));
        return items;
    }
}
