"""What each pattern finds in the languages that have most of them."""

from __future__ import annotations

import re

import pytest

from curbcut.words import pattern, tables

LANGUAGES = ("es", "ar", "de", "fr", "it", "pt", "nl")

EXAMPLES = {
    "named": (
        "el botón llamado Enviar|الزر المسمى إرسال|die Taste namens Senden|le bouton intitulé"
        " Envoyer|il pulsante chiamato Invia|o botão chamado Enviar|de knop genaamd Verzenden"
    ),
    "stands_for": (
        "IVA significa|تعني القيمة|MwSt steht für|TVA signifie|IVA significa|IVA quer dizer|"
        "btw betekent"
    ),
    "abbreviated_end": (
        "Envíos, etc|الشحن إلخ|Versand usw|Livraison, etc|Consegna ecc|Envio, etc|Verzending enz"
    ),
    "format_hint": (
        "Al menos 8 caracteres|٨ أحرف على الأقل|mindestens 8 Zeichen|au moins 8 caractères|"
        "almeno 8 caratteri|pelo menos 8 caracteres|minstens 8 tekens"
    ),
    "error_words": (
        "Este campo es obligatorio|البريد غير صالح|Bitte geben Sie einen Namen ein|Veuillez saisir"
        " un nom|Il nome è obbligatorio|O nome é obrigatório|Dit veld is verplicht"
    ),
    "riddle": (
        "No soy un robot|أثبت أنك إنسان|Ich bin kein Roboter|Je ne suis pas un robot|"
        "Non sono un robot|Não sou um robô|Ik ben geen robot"
    ),
    "told_by_colour": (
        "Los campos obligatorios están marcados en rojo|الحقول المطلوبة باللون الأحمر|"
        "Die Felder in roter Schrift|Les champs obligatoires sont en rouge|"
        "I campi obbligatori sono in rosso|Os campos obrigatórios estão em vermelho|"
        "De verplichte velden zijn rood"
    ),
    "told_otherwise": (
        "con un asterisco|بعلامة نجمة|mit einem Sternchen|par un astérisque|con un asterisco|"
        "com um asterisco|met een sterretje"
    ),
    "asterisk": (
        "un asterisco|علامة النجمة|ein Sternchen|un astérisque|un asterisco|um asterisco|"
        "een sterretje"
    ),
    "star": "una estrella|نجمة|ein Stern|une étoile|una stella|uma estrela|een ster",
    "all_required": (
        "Todos los campos son obligatorios|جميع الحقول مطلوبة|Alle Felder sind Pflicht|"
        "Tous les champs|Tutti i campi|Todos os campos|Alle velden"
    ),
    "not_required": "no obligatorio|غير مطلوب|nicht|pas|non|não|niet",
    "label_asides": (
        "Nombre (obligatorio)|الاسم (اختياري)|Name (optional)|Nom (facultatif)|Nome (facoltativo)|"
        "Nome (opcional)|Naam (verplicht)"
    ),
    "search_field": "Buscar|بحث|Suche|Rechercher|Cerca|Pesquisa|Zoeken",
    "payer": (
        "Datos de facturación|عنوان الفوترة|Rechnungsadresse|Adresse de facturation|"
        "Indirizzo di fatturazione|Dados da fatura|Factuuradres"
    ),
    "recipient": (
        "Dirección de envío|عنوان الشحن|Lieferadresse|Adresse de livraison|"
        "Indirizzo di spedizione|Endereço de entrega|Afleveradres"
    ),
    "same": (
        "la misma dirección|نفس العنوان|die gleiche Adresse|la même adresse|lo stesso indirizzo|"
        "o mesmo endereço|hetzelfde adres"
    ),
    "same_address": (
        "La misma dirección|نفس العنوان|Gleiche Adresse|Même adresse|Stesso indirizzo|"
        "Mesmo endereço|Hetzelfde adres"
    ),
    "date_parts": "dd/mm/aaaa|يوم/شهر/سنة|tt.mm.jjjj|jj/mm/aaaa|gg/mm/aaaa|dd/mm/aaaa|dd-mm-jjjj",
    "shortcuts": (
        "Atajos de teclado|اختصارات لوحة المفاتيح|Tastenkürzel|Raccourcis clavier|"
        "Scorciatoie da tastiera|Atalhos de teclado|Sneltoetsen"
    ),
    "signed_out": (
        "Se cerrará su sesión en 5 minutos|سيتم تسجيل خروجك بعد 5 دقائق|"
        "Sie werden nach 5 Minuten abgemeldet|Vous serez déconnecté dans 5 minutes|"
        "Sarai disconnesso tra 5 minuti|Será desconectado em 5 minutos|"
        "U wordt over 5 minuten uitgelogd"
    ),
    "warns_of_change": (
        "Se abre en una ventana nueva|عند الاختيار|öffnet ein neues Fenster|ouvre une nouvelle"
        " fenêtre|apre una nuova finestra|abre uma nova janela|opent een nieuw venster"
    ),
    "vague_buttons": (
        "Haga clic aquí|اضغط هنا|Hier klicken|Cliquez ici|Clicca qui|Clique aqui|Klik hier"
    ),
    "messages": ("Guardado|تم الحفظ|Gespeichert|Enregistré|Salvato|Enviado|Opgeslagen"),
}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pattern_of_a_language_finds_its_example(language: str, name: str):
    example = EXAMPLES[name].split("|")[LANGUAGES.index(language)]
    assert re.search(tables()[language]["patterns"][name], example, re.I), example


ORDINARY = (
    "Our boats leave the harbour at noon.",
    "Nuestros barcos salen del puerto a mediodía.",
    "تغادر قواربنا الميناء ظهرا",
    "Unsere Boote verlassen mittags den Hafen.",
    "Nos bateaux quittent le port à midi.",
    "Le nostre barche lasciano il porto a mezzogiorno.",
    "Os nossos barcos partem do porto ao meio-dia.",
    "Onze boten verlaten rond het middaguur de haven.",
)


WHOLE = {
    "vague_buttons": r"^(?:{})$",
    "abbreviated_end": r"(?:{})\.$",
}
"""How those are used that are not looked for anywhere in a text."""


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_no_pattern_finds_anything_in_sentences_about_something_else(name: str):
    source = WHOLE.get(name, "{}").replace("{}", pattern(name))
    found = re.compile(source, re.I)
    assert not [text for text in ORDINARY if found.search(text)]
