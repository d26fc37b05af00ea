// Places in and around Utrecht that a resident of the demo can share.

export const SPOTS = [
  { name: "Lombok, Kanaalstraat", lat: 52.0925, lon: 5.1003 },
  { name: "Overvecht, Zamenhofdreef", lat: 52.1166, lon: 5.1077 },
  { name: "Kanaleneiland, Marco Pololaan", lat: 52.0711, lon: 5.0985 },
  { name: "Binnenstad, Domplein", lat: 52.0907, lon: 5.1214 },
  { name: "Leidsche Rijn Centrum", lat: 52.0994, lon: 5.0655 },
  { name: "Nieuwegein, Stadsplein", lat: 52.0292, lon: 5.0806 },
];
