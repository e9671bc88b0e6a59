"""Names for made-up people, from several cultures."""

import random
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Final


@dataclass(frozen=True)
class Name:
    """What somebody is called, and the language their Slack speaks."""

    full: str
    handle: str
    locale: str


# The language that their Slack speaks, given names, family names.
_CULTURES: Final = (
    (
        "pt-PT",
        "Beatriz Duarte Inês Tiago Leonor Rui Marta Nuno Carla Vasco Teresa Hugo",
        "Costa Ferreira Lopes Carvalho Pinto Moura Tavares Neves Rocha Sousa Faria Brito",
    ),
    (
        "fr-FR",
        "Camille Théo Manon Bastien Élise Rémi Chloé Antoine Margaux Luc Amélie Yann",
        "Bernard Lefèvre Garnier Roussel Perrin Marchand Fabre Chevalier Blanc Meyer Colin Noël",
    ),
    (
        "en-GB",
        "Fiona Rhys Isla Callum Maeve Owen Bronwen Ewan Niamh Alfie Orla Gareth",
        "Byrne Hughes Campbell Murray Walsh Evans Doyle Reid Kelly Morgan Shaw Wood",
    ),
    (
        "es-LA",
        "Camila Diego Valeria Joaquín Ximena Rafael Lucía Andrés Paloma Bruno Mariana Emilio",
        "Rojas Huamán Vargas Castillo Mendoza Flores Paredes Salazar Ríos Campos Vega Soto",
    ),
    (
        "de-DE",
        "Greta Jonas Marlene Emil Frieda Lukas Paula Anton Hanna Moritz Thea Jannik",
        "Brandt Haas Vogel Krüger Winter Seidel Lorenz Busch Engel Böhm Frank Keller",
    ),
    (
        "tr-TR",
        "Elif Yusuf Defne Kerem Zeynep Emre Ayla Baran Leyla Mert Selin Ozan",
        "Demir Kaya Yılmaz Çelik Aydın Arslan Polat Koç Şahin Öztürk Aksoy Tekin",
    ),
    (
        "ja-JP",
        "Aiko Kenji Haruka Ren Yui Sora Mio Daichi Naoko Takumi Emi Kaito",
        "Tanaka Sato Mori Kimura Inoue Ito Hayashi Abe Ogawa Ishii Maeda Fujita",
    ),
    (
        "en-GB",
        "Ngozi Tunde Amara Kelechi Folake Ifeanyi Yetunde Segun Aisha Musa Halima Kwame",
        "Adeyemi Bello Eze Nwosu Balogun Obi Danjuma Mensah Owusu Asante Diallo Lawal",
    ),
    (
        "en-GB",
        "Anjali Rohan Kavya Arjun Meera Vikram Divya Aditya Lakshmi Nikhil Sana Imran",
        "Iyer Das Mehta Reddy Kapoor Bose Menon Gupta Pillai Sharma Khan Chopra",
    ),
    (
        "en-US",
        "Mei Wei Jun Xin Linh Minh Thuy Jisoo Minjun Hana Tala Rizal",
        "Chen Zhang Liu Wang Nguyen Tran Pham Kim Park Choi Santos Reyes",
    ),
    (
        "en-GB",
        "Noor Omar Yasmin Karim Salma Tarek Layla Hassan Dina Samir Rania Ziad",
        "Haddad Farah Nasser Khalil Mansour Aziz Sabry Fahmy Rahman Shami Saleh Hamdi",
    ),
    (
        "sv-SE",
        "Ebba Oskar Astrid Nils Saga Axel Signe Elias Tuva Viktor Alma Mikko",
        "Lindgren Berg Nyström Holm Sandberg Virtanen Ekström Dahl Åberg Korhonen Sund Norén",
    ),
)


def names(chance: random.Random, full: Collection[str], handles: Collection[str]) -> Iterator[Name]:
    """Names without end, none of them twice, and none that is taken already."""
    taken = {*full, *handles}
    for initial in ("", *ascii_uppercase):
        pairs = [
            (first, last, locale)
            for locale, given, family in _CULTURES
            for first in given.split()
            for last in family.split()
        ]
        chance.shuffle(pairs)
        for first, last, locale in pairs:
            name = f"{first} {initial}. {last}" if initial else f"{first} {last}"
            if name not in taken:
                made = Name(name, _handle(first, last, taken), locale)
                taken |= {made.full, made.handle}
                yield made


def _handle(first: str, last: str, taken: Collection[str]) -> str:
    """The first name; with the last one where others have it too, and a number where that is taken."""
    short, long = _plain(first), _plain(f"{first}.{last}")
    number = 2
    for handle in (short, long):
        if handle not in taken:
            return handle
    while f"{long}{number}" in taken:
        number += 1
    return f"{long}{number}"


def _plain(name: str) -> str:
    """In lower case, without the marks above and below its letters."""
    letters = unicodedata.normalize("NFKD", name.replace("ı", "i").replace("ø", "o"))
    return "".join(one for one in letters if not unicodedata.combining(one)).lower()
