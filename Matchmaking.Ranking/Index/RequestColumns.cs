using Matchmaking.Core.Common;
using Matchmaking.Ranking.Facts;
using Matchmaking.Ranking.Profiles;

namespace Matchmaking.Ranking.Index;

/// <summary>Requests column by column: 104 bytes a row, all that their facts hold. Grows while rows are added; must not change once a segment has it.</summary>
internal sealed class RequestColumns
{
    public const int DigestBytes = 32;

    /// <summary>Instead of a day of founding that is not known.</summary>
    public const int NoDay = int.MinValue;

    /// <summary>Instead of a last day where there is none.</summary>
    public const int Forever = int.MaxValue;

    private const int LeastRoom = 16;
    private const int BytesARow = (2 * 16) + DigestBytes + (2 * sizeof(long)) + (6 * sizeof(int));

    private UInt128[] _ids;
    private UInt128[] _startups;
    private byte[] _digests;
    private long[] _amounts;
    private long[] _minTickets;
    private int[] _founded;
    private int[] _validUntil;
    private int[] _families;
    private int[] _districts;
    private int[] _terms;
    private int[] _recognitions;

    /// <param name="room">Rows for which there is room from the beginning.</param>
    public RequestColumns(int room)
    {
        room = Math.Max(LeastRoom, room);
        (_ids, _startups, _digests) = (new UInt128[room], new UInt128[room], new byte[room * DigestBytes]);
        (_amounts, _minTickets, _founded, _validUntil) = (new long[room], new long[room], new int[room], new int[room]);
        (_families, _districts, _terms, _recognitions) = (new int[room], new int[room], new int[room], new int[room]);
    }

    public int Count { get; private set; }

    /// <summary>Memory taken, in bytes.</summary>
    public long Bytes => (long)_ids.Length * BytesARow;

    /// <summary>In the order of their texts.</summary>
    public ReadOnlySpan<UInt128> Ids => _ids.AsSpan(0, Count);

    public ReadOnlySpan<UInt128> Startups => _startups.AsSpan(0, Count);

    /// <summary>In fen, as all amounts.</summary>
    public ReadOnlySpan<long> Amounts => _amounts.AsSpan(0, Count);

    public ReadOnlySpan<long> MinTickets => _minTickets.AsSpan(0, Count);

    /// <summary>Day numbers, or <see cref="NoDay"/>.</summary>
    public ReadOnlySpan<int> Founded => _founded.AsSpan(0, Count);

    /// <summary>Day numbers, or <see cref="Forever"/>.</summary>
    public ReadOnlySpan<int> ValidUntil => _validUntil.AsSpan(0, Count);

    public ReadOnlySpan<int> Families => _families.AsSpan(0, Count);

    public ReadOnlySpan<int> Districts => _districts.AsSpan(0, Count);

    public ReadOnlySpan<int> Terms => _terms.AsSpan(0, Count);

    public ReadOnlySpan<int> Recognitions => _recognitions.AsSpan(0, Count);

    public ReadOnlyMemory<byte> Digest(int row) => _digests.AsMemory(row * DigestBytes, DigestBytes);

    /// <param name="facts">Canonical.</param>
    /// <param name="words">Numbers what repeats.</param>
    public void Add(RequestFacts facts, VocabularyBuilder words)
    {
        if (Count == _ids.Length)
            Resize(checked(2 * Count));
        var row = Count++;
        _ids[row] = IdOrder.Of(facts.Id.Value);
        _startups[row] = IdOrder.Of(facts.StartupId.Value);
        Canon.Digest(facts).CopyTo(_digests.AsSpan(row * DigestBytes));
        _amounts[row] = facts.AmountCny.Fen;
        _minTickets[row] = facts.MinTicketCny.Fen;
        _founded[row] = facts.FoundedOn?.DayNumber ?? NoDay;
        _validUntil[row] = facts.ValidUntil?.DayNumber ?? Forever;
        _families[row] = words.Family(facts);
        _districts[row] = words.District(facts);
        _terms[row] = words.Terms(facts);
        _recognitions[row] = words.Recognitions(facts);
    }

    /// <summary>Adds rows of another set that has the same vocabulary.</summary>
    public void Add(RequestColumns other, ReadOnlySpan<int> rows)
    {
        if (Count + rows.Length > _ids.Length)
            Resize(Math.Max(Count + rows.Length, checked(2 * Count)));
        foreach (var from in rows)
        {
            var row = Count++;
            (_ids[row], _startups[row], _amounts[row], _minTickets[row]) = (other._ids[from], other._startups[from], other._amounts[from], other._minTickets[from]);
            (_founded[row], _validUntil[row]) = (other._founded[from], other._validUntil[from]);
            (_families[row], _districts[row], _terms[row], _recognitions[row]) = (other._families[from], other._districts[from], other._terms[from], other._recognitions[from]);
            other.Digest(from).CopyTo(_digests.AsMemory(row * DigestBytes));
        }
    }

    /// <summary>Puts rows in another order, one column after the other, so that there is never more than one twice, and gives back what room is left.</summary>
    /// <param name="order">The rows, each once.</param>
    public void Arrange(int[] order)
    {
        _ids = Arranged(_ids, order);
        _startups = Arranged(_startups, order);
        _amounts = Arranged(_amounts, order);
        _minTickets = Arranged(_minTickets, order);
        _founded = Arranged(_founded, order);
        _validUntil = Arranged(_validUntil, order);
        _families = Arranged(_families, order);
        _districts = Arranged(_districts, order);
        _terms = Arranged(_terms, order);
        _recognitions = Arranged(_recognitions, order);
        var digests = new byte[order.Length * DigestBytes];
        for (var row = 0; row < order.Length; row++)
            Digest(order[row]).CopyTo(digests.AsMemory(row * DigestBytes));
        _digests = digests;
    }

    /// <summary>The facts of a row, equal to those that were added.</summary>
    public RequestFacts Facts(int row, IndexVocabulary words)
    {
        var family = words.Families[_families[row]];
        var terms = words.Terms[_terms[row]];
        return new()
        {
            Id = new(IdOrder.GuidOf(_ids[row])),
            StartupId = new(IdOrder.GuidOf(_startups[row])),
            Status = terms.Status,
            Sectors = words.SectorSets[family.Sectors],
            Chain = words.Chains[family.Chain],
            Stage = family.Stage,
            AmountCny = Money.FromFen(_amounts[row]),
            MinTicketCny = Money.FromFen(_minTickets[row]),
            Instruments = terms.Instruments,
            District = words.Districts[_districts[row]],
            WillLandIn = terms.WillLandIn,
            Recognitions = words.Recognitions[_recognitions[row]],
            FoundedOn = _founded[row] == NoDay ? null : DateOnly.FromDayNumber(_founded[row]),
            ValidUntil = _validUntil[row] == Forever ? null : DateOnly.FromDayNumber(_validUntil[row]),
        };
    }

    private static T[] Arranged<T>(T[] column, int[] order)
    {
        var arranged = new T[order.Length];
        for (var row = 0; row < order.Length; row++)
            arranged[row] = column[order[row]];
        return arranged;
    }

    private void Resize(int room)
    {
        Array.Resize(ref _ids, room);
        Array.Resize(ref _startups, room);
        Array.Resize(ref _digests, room * DigestBytes);
        Array.Resize(ref _amounts, room);
        Array.Resize(ref _minTickets, room);
        Array.Resize(ref _founded, room);
        Array.Resize(ref _validUntil, room);
        Array.Resize(ref _families, room);
        Array.Resize(ref _districts, room);
        Array.Resize(ref _terms, room);
        Array.Resize(ref _recognitions, room);
    }
}
